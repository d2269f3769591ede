#include "plain.hpp"

static seva_slice broken() { return plain::answer("\xff\xfe no JSON"); }

PLAIN_EXPORT(plain::broken_after_start<broken>())
