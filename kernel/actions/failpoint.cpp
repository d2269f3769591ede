#include "actions/failpoint.hpp"

namespace seva::actions {

void reach(Failpoint) {}

}  // namespace seva::actions
