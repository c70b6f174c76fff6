import Encoder
import Charts
import Foundation
import Crypto
import Mustache
public func k() -> Int { SHA256.hash(data: Data()).description.count}
