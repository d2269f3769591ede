#include "hosting/support/described_events.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "seva/testing/schema.hpp"

namespace seva::hosting {

void expect_described(const boost::json::object& event, std::string_view payload) {
  using seva::testing::PluginKind;
  const auto& type = event.at("type").as_string();
  const bool is_assess = type == "assess";
  const bool is_of_department = is_assess || type == "check_outcome" || event.contains("units");
  const auto wrong = seva::testing::event_problem(is_of_department ? PluginKind::department : PluginKind::channel, event);
  EXPECT_FALSE(wrong) << wrong.value_or("") << "\n" << boost::json::serialize(event);
  if (!is_assess) return;
  const auto wrong_payload = seva::testing::assess_payload_problem(boost::json::parse({payload.data(), payload.size()}));
  EXPECT_FALSE(wrong_payload) << wrong_payload.value_or("");
}

}  // namespace seva::hosting
