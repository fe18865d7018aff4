#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| planwacht_fuzz::number_format(data));
