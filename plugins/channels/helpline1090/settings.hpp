#pragma once

#include <chrono>
#include <string>

namespace seva::helpline1090 {

struct Settings {
  std::string country = "91";
  std::string webhook_token;           ///< stands in every address of ours; empty: nothing is taken in
  std::string previous_webhook_token;  ///< while it is being changed
  std::string public_url;              ///< of this channel, for delivery reports; empty: there are none
  std::string sendsms_url;             ///< Kannel's smsbox; empty: nothing is sent
  std::string username;
  std::string password;
  std::string sender;     ///< in place of the account's number
  std::string meta_data;  ///< as the operator's registry of texts wants it
  std::chrono::seconds wait_for_report{600};
  std::chrono::seconds wait_for_parts{120};
};

}  // namespace seva::helpline1090
