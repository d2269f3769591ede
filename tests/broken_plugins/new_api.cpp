#include "plain.hpp"

PLAIN_EXPORT(plain::plugin(R"({"id": "broken", "kind": "channel", "version": "1.0.0", "api": "1.1", "name": {"en": "Broken"}})"))
