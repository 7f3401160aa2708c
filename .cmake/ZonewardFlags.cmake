# How every C file is compiled and every program linked: target zw_flags.
set(CMAKE_C_STANDARD 11)
set(CMAKE_C_STANDARD_REQUIRED ON)
set(CMAKE_C_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_C_FLAGS_RELEASE "-O2")
set(THREADS_PREFER_PTHREAD_FLAG ON)
find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)

add_library(zw_flags INTERFACE)
target_include_directories(zw_flags INTERFACE ${CMAKE_SOURCE_DIR}/src)
target_compile_definitions(zw_flags INTERFACE
  _GNU_SOURCE ZONEWARD_VERSION="${PROJECT_VERSION}")
target_compile_options(zw_flags INTERFACE
  -Wall -Wextra -Wshadow -Wconversion -Wvla -Wmissing-prototypes -Wstrict-prototypes
  -Wpointer-arith -Wformat=2)
target_link_options(zw_flags INTERFACE -Wl,--as-needed)
target_link_libraries(zw_flags INTERFACE Threads::Threads m)

if(ZW_HARDEN)
  set(CMAKE_POSITION_INDEPENDENT_CODE ON)
  include(CheckPIESupported)
  check_pie_supported(LANGUAGES C)
  target_compile_options(zw_flags INTERFACE -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2
    -fstack-protector-strong -fstack-clash-protection)
  if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|i.86")
    target_compile_options(zw_flags INTERFACE -fcf-protection)
  endif()
  target_link_options(zw_flags INTERFACE -Wl,-z,relro,-z,now,-z,noexecstack)
endif()

if(ZW_SANITIZE)
  target_compile_options(zw_flags INTERFACE -fsanitize=${ZW_SANITIZE}
    -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(zw_flags INTERFACE -fsanitize=${ZW_SANITIZE})
endif()
if(ZW_COVERAGE)
  target_compile_options(zw_flags INTERFACE --coverage)
  target_link_options(zw_flags INTERFACE --coverage)
endif()
if(ZW_FUZZ)
  target_compile_options(zw_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()
