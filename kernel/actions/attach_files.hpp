#pragma once

#include <istream>
#include <memory>
#include <span>

#include "actions/file_ports.hpp"
#include "actions/ticket_work.hpp"

namespace seva::actions {

/// Files of a ticket: put there by whoever may answer or note, and part of a note or a reply from when that is written. All are thread-safe.
/// Those of a sealed ticket lie encrypted, and who reads one leaves a trace. not_found throughout: no such ticket or file, or the person may not
/// know.

/// How much one file may hold.
inline constexpr std::size_t kLargestFile = 10'000'000;

/// Keeps a file that belongs to nothing yet. Refused by code: file_empty, file_kind_refused (by its bytes, not by its name), too_many_files
/// (20 of the person's wait at this ticket), no_space. When it is answered the bytes and the row are durable; after a refusal nothing is left.
[[nodiscard]] domain::Result<domain::File> upload_file(Ports& ports, FilePorts& files, const domain::Principal& who, const std::string& docket,
                                                       const std::string& name, std::string_view bytes);

struct OpenedFile {
  domain::File file;
  std::unique_ptr<std::istream> bytes;  ///< file.size of them
};

/// For whoever reads what it belongs to; what belongs to nothing yet, for who uploaded it. unavailable: the bytes are not where they were kept.
[[nodiscard]] domain::Result<OpenedFile> read_file(Ports& ports, FilePorts& files, const domain::Principal& who, const std::string& docket,
                                                   domain::FileId id);

/// Takes away what the person uploaded. conflict: it belongs to a note or a reply.
[[nodiscard]] domain::Result<void> remove_file(Ports& ports, FilePorts& files, const domain::Principal& who, const std::string& docket,
                                               domain::FileId id);

/// For the verbs that attach: gives the event its id, names the files in it, and adds to the changes that they belong to it.
/// Refused where one of them is no file of the person's at this ticket that waits.
[[nodiscard]] domain::Result<void> attach_files(Ports& ports, Work& at_hand, domain::Event& event, std::span<const domain::FileId> ids);

/// Removes what was attached to nothing for a day, and bytes that no row knows; how many of both. Run it again and again, on any node.
std::size_t remove_unattached(Ports& ports, FileBytes& bytes);

}  // namespace seva::actions
