#pragma once

#include <boost/json/object.hpp>
#include <string_view>

namespace seva::hosting {

/// Fails the test unless the event and its payload are right by the published schemas.
void expect_described(const boost::json::object& event, std::string_view payload);

}  // namespace seva::hosting
