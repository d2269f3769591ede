#include "plain.hpp"

static seva_slice broken() { return plain::answer(R"([{"type": "forget_everything"}])"); }

PLAIN_EXPORT(plain::broken_after_start<broken>())
