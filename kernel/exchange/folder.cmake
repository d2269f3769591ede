seva_kernel_library(exchange LIBRARIES seva_settings PRIVATE_LIBRARIES yaml-cpp Boost::json)
