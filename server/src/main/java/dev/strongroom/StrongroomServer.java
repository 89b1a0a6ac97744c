package dev.strongroom;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/// The server's Spring application. The command line starts it with a validated configuration.
@SpringBootApplication
public class StrongroomServer {

    static void main(String[] args) {
        SpringApplication.run(StrongroomServer.class, args);
    }
}
