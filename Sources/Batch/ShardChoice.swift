/// A share whose numbers come from the environment of an array job.
package enum ShardChoice: Equatable, Sendable {
    case fixed(Shard)
    /// - Parameter count: how many shares there are; `nil` to ask the environment for that too.
    case automatic(count: Int?)

    /// Reads `2/3`, `auto` and `auto/3`.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        if parts.first == "auto" {
            if parts.count == 1 {
                self = .automatic(count: nil)
            } else if parts.count == 2, let count = Int(parts[1]), count >= 1 {
                self = .automatic(count: count)
            } else {
                return nil
            }
        } else if let shard = Shard(text) {
            self = .fixed(shard)
        } else {
            return nil
        }
    }

    /// The share that is meant.
    ///
    /// Slurm's array variables count; without them the index of a Kubernetes job. What an index means
    /// depends on nothing else of the job, so that a task that is submitted again, alone or with others,
    /// always has the share that it had: of Slurm's, which users choose, task 3 is share 3; of Kubernetes',
    /// which always begin at 0, pod 3 is share 4.
    ///
    /// A part of a Slurm array that is submitted again does not say of how many tasks it is a part.
    /// So `auto` takes only arrays without gaps from 1.
    /// - Throws: `ShardError` where the environment does not tell.
    package func share(environment: [String: String]) throws(ShardError) -> Shard {
        switch self {
        case .fixed(let shard): return shard
        case .automatic(let count):
            if environment["SLURM_ARRAY_TASK_ID"] != nil {
                return try Self.slurm(environment, count)
            }
            guard environment["JOB_COMPLETION_INDEX"] != nil else { throw .noArray }
            let index = try Self.number("JOB_COMPLETION_INDEX", environment)
            guard let count else { throw .noCount }
            guard let shard = Shard(index: index + 1, count: count) else {
                throw .outside(variable: "JOB_COMPLETION_INDEX", value: index, count: count)
            }
            return shard
        }
    }

    private static func slurm(
        _ environment: [String: String], _ wanted: Int?
    ) throws(ShardError) -> Shard {
        let id = try number("SLURM_ARRAY_TASK_ID", environment)
        if let wanted {
            // The first task of an array from 0 is not needed to see that it is one.
            let isFromZero = id == 0 || environment["SLURM_ARRAY_TASK_MIN"] == "0"
            guard !isFromZero else { throw .fromZero(count: wanted) }
            guard let shard = Shard(index: id, count: wanted) else {
                throw .outside(variable: "SLURM_ARRAY_TASK_ID", value: id, count: wanted)
            }
            return shard
        }
        let first = try number("SLURM_ARRAY_TASK_MIN", environment)
        let last = try number("SLURM_ARRAY_TASK_MAX", environment)
        let count = try number("SLURM_ARRAY_TASK_COUNT", environment)
        guard first <= id, id <= last, last - first == count - 1 else {
            throw .gaps(first: first, last: last, count: count)
        }
        guard first > 0 else { throw .fromZero(count: count) }
        guard first == 1, let shard = Shard(index: id, count: count) else {
            throw .part(first: first, last: last)
        }
        return shard
    }

    private static func number(
        _ name: String, _ environment: [String: String]
    ) throws(ShardError) -> Int {
        // So far from the largest number that sums of a few have room.
        guard let text = environment[name], let number = Int(text), 0..<(1 << 40) ~= number else {
            throw .notANumber(variable: name, value: environment[name])
        }
        return number
    }
}

/// Why the environment does not say which share of a list is meant.
package enum ShardError: Error, Equatable, CustomStringConvertible {
    case noArray
    case noCount
    case notANumber(variable: String, value: String?)
    case outside(variable: String, value: Int, count: Int)
    case gaps(first: Int, last: Int, count: Int)
    /// The array counts from 0, where shares count from 1.
    case fromZero(count: Int)
    /// The array may be a part of another one.
    case part(first: Int, last: Int)

    package var description: String {
        switch self {
        case .noArray:
            "--shard auto: this is not a task of an array: neither SLURM_ARRAY_TASK_ID nor "
                + "JOB_COMPLETION_INDEX is set; name the share, as in --shard 1/8"
        case .noCount:
            "--shard auto: Kubernetes tells a pod its index, but not how many there are; say "
                + "--shard auto/8 with the job's number of completions"
        case .notANumber(let variable, let value):
            value.map { "--shard auto: expected a number in \(variable), found \"\($0)\"" }
                ?? "--shard auto: \(variable) is not set; name the share, as in --shard 1/8"
        case .outside(let variable, let value, let count):
            "--shard auto: \(variable) is \(value), which is not one of \(count) tasks; say as many "
                + "shares as the array has tasks, or which one is meant, as in --shard 5/8"
        case .gaps(let first, let last, let count):
            "--shard auto: the array has \(count) tasks between \(first) and \(last); number them "
                + "without gaps, as in --array=1-\(count), or, for a part of an array from 1 to 8, say "
                + "--shard auto/8"
        case .fromZero(let count):
            "--shard auto: the array counts from 0, and shares from 1; submit it with "
                + "--array=1-\(count), or name the share, as in --shard 5/8"
        case .part(let first, let last):
            "--shard auto: the array's numbers go from \(first) to \(last), so that it may be a part of "
                + "another; say how many shares there are, as in --shard auto/8 for tasks from 1 to 8, "
                + "or which one is meant, as in --shard 5/8"
        }
    }
}
