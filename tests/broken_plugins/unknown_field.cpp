#include "plain.hpp"

static seva_slice broken() { return plain::answer(R"([{"type": "set_timer", "tag": "tick", "after_ms": 1, "confidential": true}])"); }

PLAIN_EXPORT(plain::broken_after_start<broken>())
