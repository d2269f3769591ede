#include "department_play.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) { return seva::fuzz::assess("up-police", "police", data, size); }
