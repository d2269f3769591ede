#pragma once

#include <curl/curl.h>

#include <stdexcept>

namespace seva::hosting {

/// Sets what a transfer must not go without. Throws where libcurl does not know the option.
template <class Value>
void set_option(CURL* handle, CURLoption option, Value value) {
  if (curl_easy_setopt(handle, option, value) != CURLE_OK) throw std::runtime_error("libcurl lacks an option that is needed.");
}

}  // namespace seva::hosting
