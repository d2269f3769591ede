#include "settings.hpp"

namespace seva::dial100 {

Settings read_settings(const Config& config, const Secrets& secrets) {
  Settings settings;
  settings.url = config.text("url");
  settings.username = config.text("username");
  settings.secret = secrets.current("secret");
  for (std::string& queue : config.texts("queues")) settings.queues.insert(std::move(queue));
  for (std::string& number : config.texts("numbers")) settings.numbers.insert(std::move(number));
  settings.ping = config.seconds("ping_seconds", settings.ping);
  settings.takes_recordings = config.flag("recordings");
  if (const Config section = config.section("call_back"); section.has("channel")) {
    CallBackSettings call_back;
    call_back.channel = section.text("channel");
    call_back.context = section.text("context");
    call_back.extension = section.text("extension");
    call_back.caller_id = section.text("caller_id");
    call_back.timeout = section.seconds("timeout_seconds", call_back.timeout);
    settings.call_back = std::move(call_back);
  }
  return settings;
}

}  // namespace seva::dial100
