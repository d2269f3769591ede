#include "actions/delivery_files.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>

namespace seva::actions {
namespace {

constexpr std::uint64_t kMebibyte = 1024 * 1024;

domain::Problem refusal(const char* code, std::string sentence, const char* next) {
  return domain::invalid(code, std::move(sentence), "attachments", next);
}

}  // namespace

std::optional<std::string> bytes_on_their_way(Store& store, FileBytes& bytes, const std::string& channel, const std::string& id) {
  domain::FileId file;
  const char* const end = id.data() + id.size();
  if (std::from_chars(id.data(), end, file.value) != std::from_chars_result{end, std::errc{}}) return std::nullopt;
  std::optional<domain::File> found;
  store.read(
      [&](Transaction& transaction) { found = transaction.deliveries().carries(channel, file) ? transaction.files().find(file) : std::nullopt; });
  if (!found || found->is_sealed) return std::nullopt;
  const auto stream = bytes.open(found->place);
  if (!stream) return std::nullopt;
  std::string whole(std::istreambuf_iterator<char>(*stream), {});
  return whole.size() == found->size ? std::optional(std::move(whole)) : std::nullopt;
}

domain::Result<void> check_attachments(std::span<const domain::DeliveryFile> files, const PluginFacts& channel, bool is_private) {
  if (files.empty()) return {};
  const AttachmentRule& rule = channel.attachments;
  const std::size_t most = rule.most_of(is_private);
  if (most == 0) return refusal("channel_takes_no_files", "The channel carries no files this way.", "Leave them out, or put them to a note.");
  if (files.size() > most)
    return refusal("too_many_files", "The channel carries " + std::to_string(most) + " with one answer.", "Send the others with a second answer.");
  for (const domain::DeliveryFile& file : files) {
    if (std::find(rule.types.begin(), rule.types.end(), file.type) == rule.types.end())
      return refusal("file_kind_refused", "The channel carries no files of this kind.", "Send a picture, or put the file to a note.");
    if (file.size > rule.largest)
      return refusal("file_too_large", "The channel carries files of at most " + std::to_string(rule.largest / kMebibyte) + " MB.",
                     "Make it smaller and upload it again.");
  }
  return {};
}

}  // namespace seva::actions
