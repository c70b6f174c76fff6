import Foundation

/// Tells what lies in a folder in place of a model's file that is missing.
enum FolderContents {
    /// What there is, and what to do.
    /// - Parameter name: the missing file.
    /// - Returns: `nil` for a folder that has nothing of the kind.
    static func problem(missing name: String, in folder: String) -> String? {
        let path = folder + "/" + name
        if let target = try? FileManager.default.destinationOfSymbolicLink(atPath: path) {
            return
                "\(name) is a link to \(target), where there is no file; download the model again, or mend "
                + "the link"
        }
        return adapter(in: folder) ?? innerFolder(of: folder)
            ?? (name == "config.json" ? nil : otherWeights(in: folder))
    }

    /// An adapter is a difference to a model that lies elsewhere.
    private static func adapter(in folder: String) -> String? {
        guard let data = FileManager.default.contents(atPath: folder + "/adapter_config.json")
        else { return nil }
        var base: String?
        if case .string(let name)? = value("base_model_name_or_path", of: data) { base = name }
        return
            "the folder holds an adapter alone, not the model \(base.map { "(\($0)) " } ?? "")that it "
            + "changes; join the two: python -c 'from peft import AutoPeftModel; AutoPeftModel"
            + ".from_pretrained(\"\(folder)\").merge_and_unload().save_pretrained(\"NEW_FOLDER\")'"
    }

    /// Older versions of sentence-transformers keep the model in a folder of its own, the cache of the hub
    /// keeps one folder for each commit.
    private static func innerFolder(of folder: String) -> String? {
        let commits = (try? FileManager.default.contentsOfDirectory(atPath: folder + "/snapshots"))
        let inner = ["0_Transformer"] + (commits ?? []).sorted().map { "snapshots/" + $0 }
        guard
            let found = inner.first(where: {
                FileManager.default.fileExists(atPath: "\(folder)/\($0)/config.json")
            })
        else { return nil }
        return "the model lies in a folder of this one; give \(folder)/\(found)"
    }

    /// Weights in formats that are not read.
    private static func otherWeights(in folder: String) -> String? {
        let names = [
            "pytorch_model.bin", "pytorch_model.bin.index.json", "tf_model.h5",
            "flax_model.msgpack",
            "model.onnx", "onnx/model.onnx",
        ]
        guard
            let name = names.first(where: {
                FileManager.default.fileExists(atPath: folder + "/" + $0)
            })
        else { return nil }
        let start = "the weights are in \(name), which is not read; "
        if name.hasSuffix(".onnx") {
            return start + "take the model's folder with model.safetensors"
        }
        let data = FileManager.default.contents(atPath: folder + "/config.json")
        var known: String?
        if case .array(let classes)? = data.flatMap({ value("architectures", of: $0) }),
            case .string(let name)? = classes.first, !name.isEmpty,
            name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) })
        {
            known = name
        }
        let type = known ?? "AutoModel"
        let source =
            switch name {
            case "tf_model.h5": (", from_tf=True", " (transformers 4 with TensorFlow)")
            case "flax_model.msgpack": (", from_flax=True", " (transformers 4 with Flax)")
            default: ("", "")
            }
        return start
            + "convert them\(source.1): python -c 'from transformers import \(type); \(type)"
            + ".from_pretrained(\"\(folder)\"\(source.0)).save_pretrained(\"\(folder)\")'"
    }

    private static func value(_ key: String, of json: Data) -> JSONValue? {
        (try? JSONFields(JSONValue(json), place: "the file"))?[key]
    }
}
