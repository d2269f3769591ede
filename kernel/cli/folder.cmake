seva_kernel_library(cli LIBRARIES seva_actions PRIVATE_LIBRARIES Boost::json)
