#include "plain.hpp"

static seva_slice broken() { return {nullptr, 0}; }

PLAIN_EXPORT(plain::broken_after_start<broken>())
