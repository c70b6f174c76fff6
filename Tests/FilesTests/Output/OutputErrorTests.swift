import Foundation
import Testing

@testable import Files

struct OutputErrorTests {
    @Test func saysWhereWhyAndWhatToDo() {
        #expect(
            OutputError.cannotCreate(path: "/x/y", code: EACCES).description
                == "cannot create /x/y: Permission denied; "
                + "choose a directory that you may write to with -o")
        #expect(
            OutputError.writeFailed(path: "/x/y", code: ENOSPC).description
                == "cannot write /x/y: No space left on device; "
                + "free some space or choose another directory with -o")
        #expect(
            OutputError.invalidPath("../x").description
                == "not a path inside the output directory: \"../x\"")
    }
}
