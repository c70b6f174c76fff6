/// The version of the program, which reports and pages name.
public enum ProgramVersion {
    public static let number = "0.1.0"
}
