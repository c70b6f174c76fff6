import ArgumentParser
import ReportKit
@main struct Report: ParsableCommand { func run() { print(k()) } }
