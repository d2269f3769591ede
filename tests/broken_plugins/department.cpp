// A sound department; tests configure it as a channel.
#include "plain.hpp"

PLAIN_EXPORT(plain::plugin(R"({"id": "broken", "kind": "department", "version": "1.0.0", "api": "1.0", "name": {"en": "Broken"}})"))
