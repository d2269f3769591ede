#pragma once

#include <cstddef>
#include <string>

namespace seva::fuzz {

/// Assesses the bytes as the text of a message (cleaned as the kernel cleans what came in) in a department started as the instance config/`instance`
/// says, checks an outcome made of them, and reads the answers as the kernel does: nothing may fail, and no answer may be refused. The first byte
/// says which of the instance's accounts the message names.
/// `instance` empty: a department without configuration.
int assess(const std::string& instance, const std::string& department, const unsigned char* data, std::size_t size);

}  // namespace seva::fuzz
