#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "fields.hpp"
#include "settings.hpp"
#include "seva/channel.hpp"

namespace seva::helpline1090 {

/// Sends SMS through Kannel's sendsms (User's Guide 1.4.5, chapter 10) and reads its delivery reports.
///
/// The request is a POST: number and text travel in headers and body, so that no proxy's access log holds them.
///
/// Kannel has no look-up of what was sent. So after an attempt whose outcome nobody knows, the delivery waits `wait_for_report`: a report of that
/// very attempt, which bears the delivery's id, settles it, and it is not sent again. Only where none comes is it sent once more: a docket that came
/// twice is the smaller harm than none. What certainly was not sent is sent again soon.
class Sending {
 public:
  /// `settings` outlives this.
  explicit Sending(const Settings& settings) : settings_(settings) {}

  void start(const Start& start, Effects& effects);
  void deliver(const Delivery& delivery, Effects& effects);
  void on_http_response(const HttpResponse& response, Effects& effects);
  /// The fields of the report's address: d the delivery, s the kind. False: they are none.
  [[nodiscard]] bool on_report(const FormFields& fields, Effects& effects);

 private:
  void send(const Delivery& delivery, Effects& effects);
  void tell(const std::string& delivery, ReceiptState state, std::string_view reason, std::chrono::milliseconds again, Effects& effects);
  void wait_for_report(const std::string& delivery, Effects& effects);
  void settle(const std::string& delivery, Effects& effects);
  void save_waiting(Effects& effects) const;

  const Settings& settings_;
  std::map<std::string, std::string, std::less<>> attempts_;  ///< tag of the request → delivery
  std::set<std::string, std::less<>> not_sent_;               ///< deliveries whose last attempt certainly failed
  std::vector<std::string> waiting_;                          ///< deliveries that wait for a report, oldest first; saved
  std::int64_t request_number_ = 0;
};

}  // namespace seva::helpline1090
