#include "plain.hpp"

PLAIN_EXPORT(plain::plugin(R"({"id": "Broken!", "kind": "channel", "version": "1.0.0", "api": "1.0", "name": {"en": "Broken"}})"))
