#pragma once

#include <memory>

#include "actions/tried_plugin.hpp"

namespace seva::testing {
class Subject;
}

namespace seva::cli {

/// The plugin as the authors' kit tries it. One that has ended five times is not begun again. `plugin` outlives the answer.
[[nodiscard]] std::unique_ptr<testing::Subject> subject_of(actions::TriedPlugin& plugin);

}  // namespace seva::cli
