extension TokenizerPipeline {
    /// As transformers 4.57 reads a `tokenizer.json` that holds this pipeline.
    func olderVersion(
        of kind: TokenizerClass?, _ configuration: TokenizerConfiguration
    ) -> TokenizerPipeline {
        var pipeline = taking(configuration, of: kind, withOwnRoles: false)
        if let kind, configuration.roles[.mask] == nil { pipeline.stripBeforeMask(of: kind) }
        if kind == .bert || kind == .mpnet, case .bert(var normalizer) = pipeline.normalizer {
            normalizer.lowercases = configuration.lowercases ?? true
            normalizer.stripsAccents = configuration.stripsAccents ?? normalizer.lowercases
            if kind == .bert {
                normalizer.separatesIdeographs = configuration.separatesIdeographs ?? true
            }
            pipeline.normalizer = .bert(normalizer)
        }
        if case .byteLevel(var splitter) = pipeline.preTokenizer {
            splitter.addsPrefixSpace = configuration.addsPrefixSpace ?? false
            pipeline.preTokenizer = .byteLevel(splitter)
        }
        return pipeline
    }

    /// Most classes of transformers 4 let a mask that no file describes take the space before it.
    fileprivate mutating func stripBeforeMask(of kind: TokenizerClass) {
        guard kind != .bert, kind != .debertaV2,
            var mask = addedTokens.first(where: { $0.id == roles[.mask] })
        else { return }
        mask.stripsLeft = true
        add([mask])
    }
}

extension TokenizerClass {
    /// As transformers 4.57 converts the files that there were before `tokenizer.json`.
    /// - Parameter newer: what 5 makes of them.
    func olderVersion(
        of newer: TokenizerPipeline, _ parts: TokenizerParts,
        _ configuration: TokenizerConfiguration
    ) -> TokenizerPipeline {
        var pipeline = newer
        if configuration.roles[.mask]?.isString ?? true { pipeline.stripBeforeMask(of: self) }
        let map = parts.characterMap.map { [Normalizer.map($0)] } ?? []
        let metaspace = PreTokenizer.metaspace(Metaspace())
        switch self {
        case .bert, .mpnet, .roberta, .deberta: break
        case .xlmRoberta, .camembert:
            pipeline.normalizer = .sequence(
                map + [
                    .strip(left: false, right: true), .replacePattern(.spaces, with: ["▁"]),
                ])
            pipeline.preTokenizer = metaspace
        case .albert:
            pipeline.normalizer = .sequence(
                [newer.normalizer, .replacePattern(.spaces, with: [" "])])
            pipeline.preTokenizer = metaspace
        case .debertaV2:
            pipeline.normalizer = .sequence(
                (configuration.lowercases ?? false ? [.lowercase] : [])
                    + [.strip(left: true, right: true)] + map
                    + [.replacePattern(.spaces, with: [" "])])
            pipeline.preTokenizer = .sequence(
                (configuration.splitsPunctuation ?? false ? [.punctuation(.isolated)] : [])
                    + [metaspace])
        }
        return pipeline
    }
}
