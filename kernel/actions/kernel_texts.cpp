#include "actions/kernel_texts.hpp"

#include <array>

namespace seva::actions {
namespace {

struct Entry {
  std::string_view code;
  std::string_view en;
  std::string_view hi;
};

constexpr std::array kTexts{
    Entry{"department_by_owner", "{0} belongs to the department {1}.", "{0} विभाग {1} का है।"},
    Entry{"department_by_score", "No account of ours is named; the department {0} is the surest, with {1} of 100.",
          "हमारे किसी खाते का नाम नहीं है; विभाग {0} सबसे अधिक निश्चित है, 100 में से {1}।"},
    Entry{"department_off", "The department {0} is switched off or did not answer.", "विभाग {0} बंद है या उसने उत्तर नहीं दिया।"},
    Entry{"department_none", "No department is switched on for this account.", "इस खाते के लिए कोई विभाग चालू नहीं है।"},
    Entry{"deadline_by_priority", "The priority “{0}” asks for a first response within {2} and disposal within {3}.",
          "प्राथमिकता “{0}” के लिए पहला उत्तर {2} में और निस्तारण {3} में होना चाहिए।"},
    Entry{"deadline_by_category", "The category {1} with the priority “{0}” asks for a first response within {2} and disposal within {3}.",
          "श्रेणी {1} में प्राथमिकता “{0}” के लिए पहला उत्तर {2} में और निस्तारण {3} में होना चाहिए।"},
    Entry{"deadline_by_default",
          "There is no target for the priority “{0}”, so the normal one counts: a first response within {2} and disposal within {3}.",
          "प्राथमिकता “{0}” का अपना लक्ष्य नहीं है, इसलिए सामान्य लक्ष्य लागू है: पहला उत्तर {2} में और निस्तारण {3} में।"},
    Entry{"deadline_by_national_norm",
          "The instance sets no target, so the national norm counts: a first response within {2} and disposal within {3}.",
          "यहाँ कोई लक्ष्य तय नहीं है, इसलिए राष्ट्रीय मानक लागू है: पहला उत्तर {2} में और निस्तारण {3} में।"},
    Entry{"relevance.grievance", "Yes, a complaint", "हाँ, शिकायत है"},
    Entry{"relevance.query", "Yes, a question", "हाँ, प्रश्न है"},
    Entry{"relevance.praise", "No, praise", "नहीं, सराहना है"},
    Entry{"relevance.chatter", "No, nobody has to act", "नहीं, किसी कार्रवाई की आवश्यकता नहीं"},
    Entry{"triage.relevance", "That somebody must act is sure to {0}; from {1} on a ticket is opened.",
          "कार्रवाई आवश्यक होने का आकलन {0} है; {1} से ऊपर शिकायत स्वतः दर्ज होती है।"},
    Entry{"triage.department", "The first two departments differ by {0}; {1} is needed.", "पहले दो विभागों में अंतर {0} है; {1} चाहिए।"},
    Entry{"triage.department_none", "No department is sure that this is its own.", "कोई विभाग निश्चित नहीं है कि यह उसका विषय है।"},
    Entry{"triage.department_off", "The department that would take it is switched off, or did not answer.",
          "जो विभाग इसे लेता, वह अभी बंद है या उसने उत्तर नहीं दिया।"},
    Entry{"triage.unit", "The first two units differ by {0}, too little to choose one.", "पहली दो इकाइयों में अंतर {0} है, जो चुनने के लिए कम है।"},
    Entry{"triage.unit_none", "Nothing in it says which unit must act.", "इससे पता नहीं चलता कि किस इकाई को कार्रवाई करनी है।"},
    Entry{"triage.unit_above", "The unit above the first two", "पहली दो इकाइयों से ऊपर की इकाई"},
    Entry{"triage.waits_again", "A decision was taken back, so the question waits again.",
          "लिया गया निर्णय वापस लिया गया, इसलिए प्रश्न फिर प्रतीक्षा में है।"},
    Entry{"plugin.failed", "It ended and is started again.", "यह रुक गया और फिर आरंभ किया जा रहा है।"},
    Entry{"plugin.refused", "It cannot run with this file or this configuration.", "यह इस फ़ाइल या इस विन्यास के साथ नहीं चल सकता।"},
    Entry{"plugin.running", "A part of it reports trouble.", "इसका कोई भाग कठिनाई बता रहा है।"},
    Entry{"letter.plugin_failed", "The plugin ended while it read this.", "इसे पढ़ते समय प्लगइन रुक गया।"},
    Entry{"proof.code", "{0} is your code to read complaint {1}. It holds for 10 minutes. Tell it to nobody.",
          "{0} शिकायत {1} पढ़ने का आपका कोड है। यह 10 मिनट तक मान्य है। इसे किसी को न बताएँ।"},
    Entry{"decided_by_person", "{0} decided this.", "यह निर्णय {0} ने लिया।"},
};

constexpr std::array kPriorities{
    Entry{"emergency", "emergency", "आपातकालीन"},
    Entry{"high", "urgent", "अति आवश्यक"},
    Entry{"normal", "normal", "सामान्य"},
    Entry{"low", "low", "निम्न"},
};

constexpr std::array kDeliveryReasons{
    Entry{"replay", "this account only records replies", "यह खाता उत्तर केवल दर्ज करता है"},
    Entry{"not_repliable", "this message takes no public reply", "इस संदेश पर सार्वजनिक उत्तर नहीं जाता"},
    Entry{"no_account", "the message named no account of ours", "संदेश में हमारे किसी खाते का नाम नहीं था"},
    Entry{"channel_cannot", "the channel carries no replies", "यह माध्यम उत्तर नहीं ले जाता"},
    Entry{"confidential", "confidential, so never in public", "गोपनीय, इसलिए सार्वजनिक रूप से नहीं"},
};

constexpr std::array kFileRefusals{
    Entry{"no_address", "the channel does not say where it lies", "माध्यम ने नहीं बताया कि यह कहाँ है"},
    Entry{"too_many_files", "more files came with the message than are taken", "संदेश के साथ बहुत अधिक फ़ाइलें आईं"},
    Entry{"no_ticket", "the message belonged to no complaint when it was to be fetched", "लाते समय संदेश किसी शिकायत से जुड़ा नहीं था"},
    Entry{"not_allowed", "it lies where this channel may not go", "यह ऐसी जगह है जहाँ से इस माध्यम को लाने की अनुमति नहीं"},
    Entry{"closed", "the channel shows it to the citizen alone", "माध्यम इसे केवल नागरिक को दिखाता है"},
    Entry{"gone", "it is no longer at the channel", "यह माध्यम पर अब उपलब्ध नहीं"},
    Entry{"too_large", "it is too large", "यह बहुत बड़ी है"},
    Entry{"file_empty", "it holds nothing", "यह खाली है"},
    Entry{"file_kind_refused", "files of its kind are not taken", "इस प्रकार की फ़ाइल नहीं ली जाती"},
    Entry{"unreachable", "the channel did not hand it out, though asked several times", "कई बार माँगने पर भी माध्यम ने इसे नहीं दिया"},
};

template <class Entries>
std::optional<domain::Text> find(const Entries& entries, std::string_view code) {
  for (const Entry& entry : entries)
    if (entry.code == code) return domain::Text{std::string(entry.en), std::string(entry.hi)};
  return std::nullopt;
}

}  // namespace

std::optional<domain::Text> kernel_text(std::string_view code) { return find(kTexts, code); }

std::optional<domain::Text> delivery_text(std::string_view reason) { return find(kDeliveryReasons, reason); }

std::optional<domain::Text> file_text(std::string_view refusal) { return find(kFileRefusals, refusal); }

domain::Text priority_text(std::string_view priority) {
  return find(kPriorities, priority).value_or(domain::Text{std::string(priority), std::string(priority)});
}

}  // namespace seva::actions
