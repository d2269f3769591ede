seva_kernel_library(actions LIBRARIES seva_domain PRIVATE_LIBRARIES ICU::uc Boost::json)
