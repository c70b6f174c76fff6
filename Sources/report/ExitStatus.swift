import Analyses
import Batch
import Charts
import Encoder
import Files
import Lists
import Pages
import Words

/// The exit codes of `report`, after BSD's `sysexits.h`.
enum ExitStatus: Int32 {
    case usage = 64
    case badData = 65
    case missingInput = 66
    case unavailable = 69
    case `internal` = 70
    case cannotCreate = 73
    case ioError = 74
    /// Not everything is done yet: look again later.
    case unfinished = 75

    /// The code of an error that the libraries throw; `nil` for one that is not theirs.
    init?(of error: any Error) {
        switch error {
        case FigureError.unavailable, ChartError.noFonts, ChartError.noThreads, SQLiteError.missing:
            self = .unavailable
        case is SelectionError, is FigureError, is FigureStyleError, is ChartError, is LengthError,
            is ShardError:
            self = .usage
        case is PairError, is TargetWordError, is SafetensorsError, is AnalyzedPairError,
            is AnalyzedWordError, is WordInContextEvaluationError, is RowError,
            is SimilarityBaselineError, is CalibrationError, is ComparisonError:
            self = .badData
        case is VerificationError:
            self = .badData
        case let error as PageError:
            switch error {
            case .otherDesign: self = .usage
            case .unreadable: self = .missingInput
            case .unescapedTag, .malformed, .endless, .unknownTemplate: self = .badData
            case .missingTemplate: self = .internal
            }
        case let error as HubError:
            switch error {
            case .invalidID, .invalidRevision, .invalidEndpoint, .invalidToken: self = .usage
            case .offline, .notFound, .accessDenied, .noSafetensors, .missingFile, .noTransport,
                .unreachable, .refused, .invalidAnswer, .wrongSize, .wrongHash:
                self = .unavailable
            }
        case let error as ModelError:
            switch error {
            case .missingDirectory, .missingFile, .misplaced, .notInCache, .unsupportedPrecision:
                self = .unavailable
            case .invalidConfiguration, .unsupportedType, .missingTensor, .wrongShape,
                .invalidWeights, .invalidInput:
                self = .badData
            }
        case let error as TokenizerError:
            switch error {
            case .missingFile: self = .unavailable
            case .invalidFile: self = .badData
            }
        case let error as OutputError:
            switch error {
            case .cannotCreate, .notAFile, .foreign, .holdsReport, .edited, .unreadable,
                .unknownManifest, .needsFiles:
                self = .cannotCreate
            case .replacesInput: self = .usage
            case .writeFailed, .scratch, .standardOutput: self = .ioError
            case .invalidPath, .duplicatePath: self = .internal
            }
        case let error as InputError:
            switch error {
            case .unreadable, .interrupted: self = .missingInput
            case .badLine, .badPlace, .wrongKind: self = .badData
            case .optionMismatch: self = .usage
            }
        case let error as LatePageError:
            switch error {
            case .different, .unknown: self = .usage
            case .failed: self = .badData
            }
        case is BatchLockError:
            self = .cannotCreate
        case is JournalError, is MergeError:
            self = .badData
        case is SystemError:
            self = .ioError
        case is NumericsError:
            self = .internal
        default:
            return nil
        }
    }
}
