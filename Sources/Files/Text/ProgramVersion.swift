/// The version of the program, which reports and pages name.
package enum ProgramVersion {
    package static let number = "0.1.0"
}
