#pragma once

#include <utility>
#include <vector>

#include "body_names.hpp"
#include "category_choice.hpp"
#include "places.hpp"

namespace seva::telecom {

/// What bears on the question whose business a message is.
struct BodyQuestion {
  const CitizenMessage* message = nullptr;
  const text::Tokens* tokens = nullptr;
  const CategoryFinding* category = nullptr;
  const std::vector<NamedBody>* named = nullptr;
  const std::vector<PlaceHint>* hints = nullptr;
  UnitIndex hinted = kNoUnit;  ///< to whom the series of a mobile number was first given
};

/// The body, or between which bodies a person must choose.
struct BodyAnswer {
  UnitIndex body = kNoUnit;
  std::vector<std::pair<UnitIndex, double>> between;  ///< best first, where `body` is kNoUnit
  std::vector<Reason> reasons;
};

/// What decides the body, in this order:
///
/// - one body's account or hashtag: that body, unless the text names only another one, or is on post where a telephone company is addressed or the
///   other way round: then neither, with both as candidates. The regulator's stands behind the operator that the text names, except on towers,
///   fraud and abuse;
/// - several bodies': the one that the topic, a name or the place tells, else candidates;
/// - the ministry's or none: the one that is named, else the one whose topic it is, else candidates.
///
/// A mobile number's series only orders candidates: numbers move between operators.
class BodyChoice {
 public:
  BodyChoice() = default;
  BodyChoice(const Units& units, const Tables& tables) : units_(&units), tables_(&tables) {}

  [[nodiscard]] BodyAnswer choose(const BodyQuestion& question) const;

 private:
  struct Addressed {
    std::vector<std::pair<UnitIndex, std::string_view>> providers;  ///< each body once, with the account that names it
    std::string_view regulator;                                     ///< the regulator's account; empty if it is not addressed
  };

  [[nodiscard]] Addressed addressed_by(const CitizenMessage& message) const;
  [[nodiscard]] std::vector<const NamedBody*> providers_named(const BodyQuestion& question) const;
  [[nodiscard]] BodyAnswer by_one_account(const BodyQuestion& question, const Addressed& addressed) const;
  [[nodiscard]] BodyAnswer by_several_accounts(const BodyQuestion& question, const Addressed& addressed) const;
  [[nodiscard]] BodyAnswer by_content(const BodyQuestion& question, const Addressed& addressed) const;
  [[nodiscard]] BodyAnswer without_provider(const BodyQuestion& question, const Addressed& addressed) const;
  [[nodiscard]] bool fits(UnitIndex body, Family family) const;
  /// Whether some hint lies where the body has an office, or there are none.
  [[nodiscard]] bool may_serve(UnitIndex body, const std::vector<PlaceHint>& hints) const;
  void add_hinted(const BodyQuestion& question, BodyAnswer& answer) const;

  const Units* units_ = nullptr;
  const Tables* tables_ = nullptr;
};

}  // namespace seva::telecom
