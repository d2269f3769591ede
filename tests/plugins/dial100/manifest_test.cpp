#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <string>

#include "seva/plugin.h"

extern "C" const seva_plugin seva_plugin_v1;

namespace seva::dial100 {
namespace {

TEST(Manifest, has_a_text_in_both_languages_for_every_code) {
  const boost::json::object manifest = boost::json::parse({seva_plugin_v1.manifest.data, seva_plugin_v1.manifest.size}).as_object();
  EXPECT_EQ(manifest.at("id"), "dial100");
  EXPECT_EQ(manifest.at("line_end"), "\r\n\r\n");
  const boost::json::object& texts = manifest.at("texts").as_object();
  for (const auto& text : texts) {
    EXPECT_FALSE(text.value().at("en").as_string().empty()) << text.key();
    EXPECT_FALSE(text.value().at("hi").as_string().empty()) << text.key();
  }
  for (const char* code : {"other_event", "no_event",        "line_too_long",     "too_many_headers", "not_ami",     "hung_up",
                           "talk_over",   "caller_hung_up",  "agent_hung_up",     "rang_no_answer",   "gave_up",     "left_unanswered",
                           "handed_over", "blind_transfer",  "attended_transfer", "merged",           "lost_in_gap", "taken_up",
                           "unreachable", "outcome_unknown", "ringing",           "no_answer",        "busy",        "congested",
                           "not_reached", "refused",         "no_number",         "call_back_off",    "cannot_reply"})
    EXPECT_TRUE(texts.contains(code)) << code;
}

}  // namespace
}  // namespace seva::dial100
