internal import COneDNN
public func v() -> Int { omp_set_num_threads(1); return Int(dnnl_version().pointee.major) }
