#include "actions/explain_ticket.hpp"
#include "actions/read_tickets.hpp"
#include "actions/work_ticket.hpp"
#include "actions/world.hpp"
#include "settings/load_instance.hpp"

namespace seva::actions {
namespace {

using domain::EventKind;
using domain::Role;

/// The units of the shipped instance where private operators compete and none may read the other's notes.
class OfficeNotes : public testing::Test, public World {
 protected:
  OfficeNotes() {
    const auto loaded = settings::load_instance(std::string(SEVA_SOURCE_DIR) + "/config/communications", [](const char*) { return "synthetic"; });
    EXPECT_TRUE(loaded) << loaded.error().what;
    settings.instance.units = loaded->units;
    settings.instance.triage_unit = "AIRTEL";
    take({post("1", "grievance unit unclear")});
  }

  std::string docket() { return tickets().front().docket; }
  TicketReference reference() { return {docket(), std::nullopt}; }
  /// The texts of the notes that the person is shown.
  std::vector<std::string> notes(const domain::Principal& who) {
    std::vector<std::string> texts;
    const auto file = show_ticket(ports, who, docket());
    EXPECT_TRUE(file);
    for (const domain::Event& event : file->events)
      if (event.kind == EventKind::noted) texts.emplace_back(event.detail(domain::detail_name::kText));
    return texts;
  }

  const domain::Principal airtel = person(Role::officer, "AIRTEL");
  const domain::Principal jio = person(Role::officer, "JIO");
  const domain::Principal ministry = person(Role::supervisor, "MOC");
};

TEST_F(OfficeNotes, of_one_operator_are_not_shown_to_the_next) {
  ASSERT_TRUE(add_note(ports, airtel, reference(), "Our line card in Pune is old."));
  ASSERT_TRUE(forward_ticket(ports, airtel, reference(), "JIO", "The number was ported."));
  ASSERT_TRUE(add_note(ports, jio, reference(), "Ported in on Monday."));
  EXPECT_EQ(notes(jio), std::vector<std::string>{"Ported in on Monday."});
  EXPECT_EQ(notes(ministry), (std::vector<std::string>{"Our line card in Pune is old.", "Ported in on Monday."}));
  EXPECT_TRUE(explain_ticket(ports, jio, docket()));
}

TEST_F(OfficeNotes, come_back_into_view_with_the_ticket) {
  ASSERT_TRUE(add_note(ports, airtel, reference(), "first"));
  ASSERT_TRUE(forward_ticket(ports, airtel, reference(), "JIO", "ported"));
  ASSERT_TRUE(add_note(ports, jio, reference(), "second"));
  ASSERT_TRUE(forward_ticket(ports, jio, reference(), "AIRTEL", "ported back"));
  EXPECT_EQ(notes(airtel), std::vector<std::string>{"first"});
}

TEST_F(OfficeNotes, of_the_ministry_stay_with_it_when_it_hands_the_ticket_down) {
  ASSERT_TRUE(forward_ticket(ports, airtel, reference(), "MOC", "Not ours."));
  ASSERT_TRUE(add_note(ports, ministry, reference(), "Ask both operators."));
  ASSERT_TRUE(forward_ticket(ports, ministry, reference(), "JIO", "Yours."));
  EXPECT_TRUE(notes(jio).empty());
  EXPECT_EQ(notes(ministry), std::vector<std::string>{"Ask both operators."});
}

}  // namespace
}  // namespace seva::actions
