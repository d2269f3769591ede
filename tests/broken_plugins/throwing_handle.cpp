#include <stdexcept>

#include "plain.hpp"

static seva_slice broken() { throw std::runtime_error("thrown across the boundary"); }

PLAIN_EXPORT(plain::broken_after_start<broken>())
