#include "department_play.hpp"

#include <unordered_set>
#include <vector>

#include "actions/check_message.hpp"
#include "finding.hpp"
#include "hosting/department_answers.hpp"
#include "hosting/events.hpp"
#include "settings/load_instance.hpp"
#include "seva/plugin.h"

extern "C" const seva_plugin seva_plugin_v1;

namespace seva::fuzz {
namespace {

constexpr domain::Instant kNow = domain::from_micros(1'767'594'600'000'000);

/// The department, started once.
class Started {
 public:
  Started(const std::string& folder, std::string department) : department_(std::move(department)) {
    hosting::StartMaterial material;
    if (!folder.empty()) {
      auto loaded = settings::load_instance(std::string(SEVA_SOURCE_DIR) + "/config/" + folder, [](const char*) -> const char* { return nullptr; });
      if (!loaded) must(false, "the instance cannot be read:", loaded.error().what + " " + loaded.error().where);
      instance_ = std::move(*loaded);
      auto read = hosting::read_start_material(*instance_.department(department_));
      must(bool(read), "the instance's files cannot be read");
      material = std::move(*read);
    }
    for (const auto& unit : instance_.units.all()) units_.insert(unit.code);
    self_ = seva_plugin_v1.create();
    must(self_ != nullptr, "create answered NULL");
    (void)hand(hosting::department_start_event({"start", kNow}, material, instance_.units.all(), instance_.accounts), material.payload,
               hosting::DepartmentQuestion::none, {});
  }

  void assess(std::size_t named, std::string_view text) {
    domain::Message message;
    message.channel = "channel";
    message.source_id = "1";
    message.author.id = "5";
    message.sent_at = kNow;
    message.text = std::string(text);
    if (!actions::check_message(message, kNow)) return;
    std::vector<const domain::Account*> addressed;
    if (named != 0 && !instance_.accounts.empty()) addressed.push_back(&instance_.accounts[named % instance_.accounts.size()]);
    const actions::Assessable assessable{&message, addressed, named % 2 == 1};
    const std::string payload = hosting::assess_payload({&assessable, 1});
    const auto effects = hand(hosting::assess_event({"assess", kNow}), payload, hosting::DepartmentQuestion::assess, {&assessable, 1});
    const auto& assessment = effects.assessments.at(0);
    progress.taken += assessment.relevance == domain::Relevance::chatter ? 0 : 1;
    must(assessment.unit.empty() || units_.contains(assessment.unit), "the instance has no such unit:", assessment.unit);
    for (const auto& candidate : assessment.candidates) must(units_.contains(candidate.unit), "the instance has no such unit:", candidate.unit);
  }

  void check_outcome(std::string_view text) {
    domain::Ticket ticket;
    ticket.department = department_;
    domain::Outcome outcome;
    outcome.code = std::string(text.substr(0, text.find('\n')));
    for (const char* field : {"fir_number", "action", "description", "reference", "amount"}) outcome.fields[field] = std::string(text);
    (void)hand(hosting::check_outcome_event({"check", kNow}, ticket, outcome), {}, hosting::DepartmentQuestion::check_outcome, {});
    ++progress.taken;
  }

 private:
  hosting::DepartmentEffects hand(const std::string& event, std::string_view payload, hosting::DepartmentQuestion question,
                                  std::span<const actions::Assessable> messages) {
    const seva_slice answer = seva_plugin_v1.handle(self_, {event.data(), event.size()}, {payload.data(), payload.size()});
    must(answer.data != nullptr, "the plugin failed at", event.substr(0, 2'000));
    auto effects = reader_.read(department_, {answer.data, answer.size}, question, messages);
    if (!effects)
      must(false, "the kernel refuses an answer:", effects.error().what + " " + effects.error().where + "\n" + std::string(answer.data, answer.size));
    return std::move(*effects);
  }

  std::string department_;
  domain::Instance instance_;
  std::unordered_set<std::string> units_;
  void* self_ = nullptr;
  hosting::DepartmentReader reader_;
};

}  // namespace

int assess(const std::string& instance, const std::string& department, const unsigned char* data, std::size_t size) {
  static Started* const started = new Started(instance, department);
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  started->assess(data[0], text);
  if (data[0] % 8 == 7) started->check_outcome(text);
  return 0;
}

}  // namespace seva::fuzz
