import Foundation
import Testing

@testable import Encoder

/// Folders as people have them: what the message says lies there, and what it says to do.
@Suite struct FolderContentsTests {
    /// The message of loading a model's folder after a change.
    private func message(_ change: (String) throws -> Void) throws -> String {
        try Fixtures.withCopy(of: "bert-tiny") { folder in
            try change(folder)
            return EncoderTests.message(in: folder) { try EncoderModel(directory: folder) }
        }
    }

    private func remove(_ name: String, _ folder: String) throws {
        try FileManager.default.removeItem(atPath: "\(folder)/\(name)")
    }

    private static let pointer =
        "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 133466304\n"
    private static let page = "\n<!DOCTYPE html>\n<html class=\"\"><head></head></html>\n"

    @Test(arguments: ["model.safetensors", "config.json", "vocab.txt", "tokenizer_config.json"])
    func namesPointersAndPages(name: String) throws {
        #expect(
            try message { try write(Self.pointer, to: "\($0)/\(name)") }
                == "DIR/\(name): this is a Git LFS pointer, not the file itself; run \"git lfs "
                + "pull\" in this folder, or download the file again")
        #expect(
            try message { try write(Self.page, to: "\($0)/\(name)") }
                == "DIR/\(name): this is a web page, not the file itself; download it again: on "
                + "a hub, a file's address has \"/resolve/\" where its page's has \"/blob/\"")
    }

    @Test(arguments: ["tokenizer.json", "spiece.model", "vocab.json", "merges.txt"])
    func namesPointersInPlaceOfTokenizers(name: String) throws {
        let family = ["spiece.model": "albert", "tokenizer.json": "bert-5"][name] ?? "roberta"
        try Fixtures.withCopy(of: "tokenizer-folders/\(family)") { folder in
            try write(Self.pointer, to: "\(folder)/\(name)")
            let found = EncoderTests.message(in: folder) { try Tokenizer(directory: folder) }
            #expect(found.hasPrefix("DIR/\(name): this is a Git LFS pointer"))
        }
    }

    @Test func saysHowOtherWeightsAreConverted() throws {
        let start = "DIR: the weights are in "
        #expect(
            try message {
                try remove("model.safetensors", $0)
                try write("PK", to: $0 + "/pytorch_model.bin")
            } == start
                + "pytorch_model.bin, which is not read; convert them: python -c 'from transformers "
                + "import BertForMaskedLM; BertForMaskedLM.from_pretrained(\"DIR\").save_pretrained(\"DIR\")'"
        )
        #expect(
            try message {
                try remove("model.safetensors", $0)
                try write("", to: $0 + "/tf_model.h5")
            }.hasPrefix(
                start
                    + "tf_model.h5, which is not read; convert them (transformers 4 with TensorFlow): "
            ))
        #expect(
            try message { try remove("model.safetensors", $0) }
                == "DIR/model.safetensors: no such file; a model folder holds config.json, vocab.txt and "
                + "model.safetensors")
    }

    @Test func namesAnAdapterAndItsBase() throws {
        let found = try message {
            for name in ["model.safetensors", "config.json"] { try remove(name, $0) }
            try write(
                #"{"base_model_name_or_path": "roberta-base"}"#, to: $0 + "/adapter_config.json")
        }
        #expect(
            found.hasPrefix(
                "DIR: the folder holds an adapter alone, not the model (roberta-base) that it changes; "
                    + "join the two: python -c 'from peft import AutoPeftModel; "))
        #expect(found.contains(".from_pretrained(\"DIR\").merge_and_unload()"))
    }

    @Test(arguments: ["0_Transformer", "snapshots/0a1b"])
    func namesTheFolderInside(inner: String) throws {
        #expect(
            try message { folder in
                let target = "\(folder)/\(inner)"
                try FileManager.default.createDirectory(
                    atPath: target, withIntermediateDirectories: true)
                for name in ["model.safetensors", "config.json", "vocab.txt"] {
                    try FileManager.default.moveItem(
                        atPath: "\(folder)/\(name)", toPath: "\(target)/\(name)")
                }
            } == "DIR: the model lies in a folder of this one; give DIR/\(inner)")
    }

    @Test(arguments: ["model.safetensors", "config.json", "vocab.txt"])
    func namesALinkToNowhere(name: String) throws {
        let found = try message {
            try remove(name, $0)
            try FileManager.default.createSymbolicLink(
                atPath: "\($0)/\(name)", withDestinationPath: "../../blobs/4d7a")
        }
        #expect(
            found.hasSuffix(
                ": \(name) is a link to ../../blobs/4d7a, where there is no file; download the model "
                    + "again, or mend the link"))
    }
}
