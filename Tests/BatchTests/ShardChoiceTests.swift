import Testing

@testable import Batch

@Suite struct ShardChoiceTests {
    private func share(_ text: String, _ environment: [String: String]) throws -> Shard {
        try #require(ShardChoice(text)).share(environment: environment)
    }

    private func slurm(_ id: Int, _ first: Int, _ last: Int, _ count: Int) -> [String: String] {
        [
            "SLURM_ARRAY_TASK_ID": "\(id)", "SLURM_ARRAY_TASK_MIN": "\(first)",
            "SLURM_ARRAY_TASK_MAX": "\(last)", "SLURM_ARRAY_TASK_COUNT": "\(count)",
        ]
    }

    @Test func readsItsForms() {
        #expect(ShardChoice("auto") == .automatic(count: nil))
        #expect(ShardChoice("auto/8") == .automatic(count: 8))
        #expect(ShardChoice("2/3") == Shard("2/3").map(ShardChoice.fixed))
        for text in ["", "auto/", "auto/0", "auto/x", "auto/1/2", "automatic", "4/3"] {
            #expect(ShardChoice(text) == nil, "\(text)")
        }
    }

    @Test func takesSlurmsArrayFromOne() throws {
        #expect(try share("auto", slurm(1, 1, 4, 4)) == Shard("1/4"))
        #expect(try share("auto", slurm(4, 1, 4, 4)) == Shard("4/4"))
        #expect(try share("auto/4", slurm(4, 1, 4, 4)) == Shard("4/4"))
    }

    /// Whatever array a task is in, its number means one share or is refused: of every array of up to
    /// nine tasks, from 0 or 1, with and without gaps.
    @Test func whatAnIndexMeansDoesNotDependOnTheOthers() throws {
        for bits in 1..<512 {
            let tasks = (0..<9).filter { bits & (1 << $0) != 0 }
            for task in tasks {
                let variables = slurm(task, tasks[0], tasks[tasks.count - 1], tasks.count)
                for count in [3, 8] {
                    let shard = try? share("auto/\(count)", variables)
                    #expect(shard == nil || shard == Shard(index: task, count: count))
                    if tasks[0] == 0 { #expect(shard == nil) }
                }
                let shard = try? share("auto", variables)
                #expect(shard == nil || shard?.index == task)
            }
        }
    }

    @Test func anArrayFromZeroIsToldHowToBegin() {
        #expect(throws: ShardError.fromZero(count: 3)) { try share("auto/3", slurm(0, 0, 2, 3)) }
        #expect(throws: ShardError.fromZero(count: 3)) { try share("auto/3", slurm(1, 0, 2, 3)) }
        #expect(throws: ShardError.fromZero(count: 3)) { try share("auto", slurm(1, 0, 2, 3)) }
        // Alone, the first task is seen to be one of those.
        #expect(throws: ShardError.fromZero(count: 3)) {
            try share("auto/3", ["SLURM_ARRAY_TASK_ID": "0"])
        }
        #expect(
            "\(ShardError.fromZero(count: 3))"
                == "--shard auto: the array counts from 0, and shares from 1; submit it with --array=1-3, "
                + "or name the share, as in --shard 5/8")
    }

    @Test func aPartOfAnArrayHasTheSharesThatTheWholeHas() throws {
        // --array=5, --array=3,7 and --array=1-2 after --array=1-8
        #expect(try share("auto/8", slurm(5, 5, 5, 1)) == Shard("5/8"))
        #expect(try share("auto/8", slurm(7, 3, 7, 2)) == Shard("7/8"))
        #expect(try share("auto/8", slurm(2, 1, 2, 2)) == Shard("2/8"))
    }

    @Test func takesTheIndexOfAKubernetesJob() throws {
        #expect(try share("auto/4", ["JOB_COMPLETION_INDEX": "0"]) == Shard("1/4"))
        #expect(try share("auto/4", ["JOB_COMPLETION_INDEX": "3"]) == Shard("4/4"))
    }

    @Test func aGivenShareNeedsNoEnvironment() throws {
        #expect(try share("2/3", ["SLURM_ARRAY_TASK_ID": "x"]) == Shard("2/3"))
    }

    @Test func saysWhatIsMissing() {
        let index = "JOB_COMPLETION_INDEX"
        let id = "SLURM_ARRAY_TASK_ID"
        let cases: [(text: String, environment: [String: String], error: ShardError)] = [
            ("auto", [:], .noArray),
            ("auto/4", [:], .noArray),
            ("auto", [index: "1"], .noCount),
            ("auto/4", [index: "4"], .outside(variable: index, value: 4, count: 4)),
            ("auto/4", [index: "-1"], .notANumber(variable: index, value: "-1")),
            ("auto/4", [index: ""], .notANumber(variable: index, value: "")),
            (
                "auto/4", [index: "9223372036854775807"],
                .notANumber(variable: index, value: "9223372036854775807")
            ),
            ("auto", [id: "1"], .notANumber(variable: "SLURM_ARRAY_TASK_MIN", value: nil)),
            ("auto", slurm(5, 1, 9, 3), .gaps(first: 1, last: 9, count: 3)),
            ("auto", slurm(9, 1, 4, 4), .gaps(first: 1, last: 4, count: 4)),
            ("auto", slurm(5, 5, 5, 1), .part(first: 5, last: 5)),
            ("auto", slurm(12, 10, 14, 5), .part(first: 10, last: 14)),
            ("auto/8", slurm(12, 10, 14, 5), .outside(variable: id, value: 12, count: 8)),
            ("auto/2", slurm(3, 1, 3, 3), .outside(variable: id, value: 3, count: 2)),
        ]
        for (text, environment, error) in cases {
            #expect(throws: error) { try share(text, environment) }
        }
        #expect(
            "\(ShardError.noCount)"
                == "--shard auto: Kubernetes tells a pod its index, but not how many there are; say "
                + "--shard auto/8 with the job's number of completions")
    }
}
