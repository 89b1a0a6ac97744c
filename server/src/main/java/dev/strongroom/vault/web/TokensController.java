package dev.strongroom.vault.web;

import dev.strongroom.identity.ApiClient;
import dev.strongroom.vault.TokenCaller;
import dev.strongroom.vault.TokenCreation;
import dev.strongroom.vault.TokenLooks;
import dev.strongroom.vault.TokenRemoval;
import dev.strongroom.web.AnyCaller;
import dev.strongroom.web.Caller;
import dev.strongroom.web.RequiresRole;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

@RestController
@RequestMapping("/v1/tokens")
class TokensController {

    private final TokenCreation creation;
    private final TokenLooks looks;
    private final TokenRemoval removal;
    private final TokenRequests requests;
    private final TokenWriter writer;

    TokensController(TokenCreation creation, TokenLooks looks, TokenRemoval removal, JsonMapper json) {
        this.creation = creation;
        this.looks = looks;
        this.removal = removal;
        this.requests = new TokenRequests(json);
        this.writer = new TokenWriter(json);
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @RequiresRole(ApiClient.TOKENIZER)
    void create(@RequestBody byte[] body, Caller caller, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var actor = caller(caller, request);
        writer.write(response, creation.create(actor, requests.wishes(body)));
    }

    @PostMapping(path = "/open", consumes = MediaType.APPLICATION_JSON_VALUE)
    @AnyCaller(reads = true)
    void open(@RequestBody byte[] body, Caller caller, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var actor = caller(caller, request);
        writer.write(response, looks.open(actor, requests.tokens(body)));
    }

    @DeleteMapping("/{token}")
    @RequiresRole(ApiClient.TOKENIZER)
    ResponseEntity<Void> remove(@PathVariable String token, Caller caller, HttpServletRequest request) {
        removal.remove(caller(caller, request), token);
        return ResponseEntity.noContent().build();
    }

    private static TokenCaller caller(Caller caller, HttpServletRequest request) {
        return new TokenCaller(caller, RecordRequests.purpose(request), RecordRequests.onBehalfOf(request));
    }
}
