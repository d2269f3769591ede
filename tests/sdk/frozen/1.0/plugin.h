/* The boundary between Seva's kernel and a plugin: one C struct, one exported symbol, bytes in and bytes out.
 *
 * A plugin is a shared library that exports exactly one symbol, the object `seva_plugin_v1` of type `seva_plugin`. It does no I/O and has
 * no threads: the kernel hands it an event, it answers with effects. PROTOCOL.md beside this folder gives the JSON of both.
 * Authors in C++ write against seva/channel.hpp or seva/department.hpp and never see this file.
 *
 * Threads: create, handle and destroy of one instance are never called at the same time, but may be called from different threads one
 * after another. The kernel may hold several instances of one plugin, so a plugin has no mutable globals.
 * Versions: fields are only ever appended to the struct; struct_size says how many the plugin knows. A new abi_major is a new symbol.
 */
#ifndef SEVA_PLUGIN_H
#define SEVA_PLUGIN_H

#include <stddef.h>
#include <stdint.h>

#define SEVA_ABI_MAJOR 1
#define SEVA_ABI_MINOR 0

#if defined(_WIN32)
#error "Seva hosts plugins on Linux only."
#endif
#define SEVA_PLUGIN_EXPORT __attribute__((visibility("default")))

#ifdef __cplusplus
extern "C" {
#endif

/* Bytes that somebody else owns. `data` may be NULL only where that is said to mean something. */
typedef struct seva_slice {
  const char* data;
  size_t size;
} seva_slice;

typedef struct seva_plugin {
  uint32_t struct_size; /* sizeof(seva_plugin) as the plugin was compiled */
  uint16_t abi_major;   /* SEVA_ABI_MAJOR; the kernel refuses another one */
  uint16_t abi_minor;   /* SEVA_ABI_MINOR; a newer one than the kernel's is fine */
  seva_slice manifest;  /* UTF-8 JSON, constant, lives as long as the library */

  /* Makes an instance. NULL means that it could not; nothing may be thrown. */
  void* (*create)(void);

  /* Takes one event (UTF-8 JSON) with its raw payload (may be empty) and answers with effects (a UTF-8 JSON array).
   * The answer is owned by the instance and stays valid until the next call on it. data NULL means that the plugin failed: the kernel
   * carries out nothing, and ends the instance. Both slices belong to the kernel and are valid during the call only. */
  seva_slice (*handle)(void* self, seva_slice event, seva_slice payload);

  /* Ends an instance; it is not used again. */
  void (*destroy)(void* self);
} seva_plugin;

#ifdef __cplusplus
}
#endif

#endif
