# The service: docker build --tag unpitch .  docs/service.md says how it is run.
FROM rust:1-slim-trixie AS build
WORKDIR /unpitch
COPY . .
RUN cargo build --release --locked --bin unpitch

FROM debian:trixie-slim
COPY --from=build /unpitch/target/release/unpitch /usr/local/bin/unpitch
COPY --from=build /unpitch/LICENSE-APACHE /unpitch/LICENSE-MIT /usr/share/doc/unpitch/
# No user of the system's, and no rights but to read the token.
USER 65532:65532
EXPOSE 8080
STOPSIGNAL SIGTERM
ENTRYPOINT ["unpitch"]
CMD ["serve", "--host", "0.0.0.0", "--token-file", "/run/secrets/unpitch-token"]
