using System.Text;
using System.Text.Json;
using Parlance.Core;
using Parlance.Core.Accounts;

namespace Parlance.Tests.Core.Accounts;

public class TokenCodecTests
{
    private static readonly TokenFamily Native = new("native", TimeSpan.FromHours(1), TimeSpan.FromDays(7), Rotates: true);
    private static readonly SessionId Session = new(Guid.Parse("0a4e1c1e6f0c4c559a550d4f3d1f6b55"));

    private readonly TestClock _clock = new();
    private readonly TokenCodec _codec;

    public TokenCodecTests() => _codec = new TokenCodec(SigningKey.FromText(Jwt.Secret), new TokenFamilies([Native]), _clock);

    private long Now => _clock.GetUtcNow().ToUnixTimeSeconds();

    [Fact]
    public void The_well_known_example_of_an_HS256_token_opens_and_is_made_the_same()
    {
        const string Known = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c";
        const string Payload = """{"sub":"1234567890","name":"John Doe","iat":1516239022}""";
        var hs256 = new Hs256(SigningKey.FromText("your-256-bit-secret"));

        var buffer = new byte[Hs256.MaxLength];
        hs256.TryOpen(Encoding.ASCII.GetBytes(Known), buffer, out var length).ShouldBeTrue();
        Encoding.UTF8.GetString(buffer, 0, length).ShouldBe(Payload);
        hs256.Seal(Encoding.UTF8.GetBytes(Payload)).ShouldBe(Known);
    }

    [Theory]
    [InlineData(TokenType.Access)]
    [InlineData(TokenType.Refresh)]
    public void What_is_minted_is_read_back(TokenType type)
    {
        var expires = _clock.GetUtcNow() + TimeSpan.FromMinutes(5);
        var token = _codec.Mint(type, Native, new UserId(42), Session, 3, expires);

        _codec.Read(token, type).Value.ShouldBe(new TokenClaims(type, new UserId(42), Session, Native, 3, expires));
        _codec.Read(Encoding.ASCII.GetBytes(token), type).Value.User.ShouldBe(new UserId(42));
    }

    [Fact]
    public void A_minted_token_has_the_claims_that_other_readers_look_for()
    {
        var token = _codec.Mint(TokenType.Access, Native, new UserId(42), Session, 3, _clock.GetUtcNow() + TimeSpan.FromHours(1));
        using var payload = JsonDocument.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(token.Split('.')[1]));

        var claims = payload.RootElement;
        claims.GetProperty("token_type").GetString().ShouldBe("access");
        claims.GetProperty("iat").GetInt64().ShouldBe(Now);
        claims.GetProperty("exp").GetInt64().ShouldBe(Now + 3600);
        claims.GetProperty("user_id").GetInt64().ShouldBe(42);
        claims.GetProperty("jti").GetString()!.Length.ShouldBe(32);
        claims.GetProperty("fam").GetString().ShouldBe("native");
        claims.GetProperty("sid").GetString().ShouldBe("0a4e1c1e6f0c4c559a550d4f3d1f6b55");
        claims.GetProperty("gen").GetInt32().ShouldBe(3);
    }

    [Fact]
    public void Two_tokens_of_one_moment_differ()
    {
        string Mint() => _codec.Mint(TokenType.Refresh, Native, new UserId(42), Session, 0, _clock.GetUtcNow() + TimeSpan.FromHours(1));
        Mint().ShouldNotBe(Mint());
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(9, true)]
    [InlineData(10, false)]
    [InlineData(3600, false)]
    public void A_token_is_good_until_ten_seconds_after_its_expiry(int secondsAfter, bool good)
    {
        var token = _codec.Mint(TokenType.Access, Native, new UserId(42), Session, 0, _clock.GetUtcNow() + TimeSpan.FromHours(1));
        _clock.Advance(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(secondsAfter));

        var read = _codec.Read(token, TokenType.Access);
        read.IsRefused.ShouldBe(!good);
        if (!good)
            read.Refusal!.Code.ShouldBe(RefusalCode.TokenExpired);
    }

    [Fact]
    public void A_token_of_the_other_type_is_refused()
    {
        var refresh = _codec.Mint(TokenType.Refresh, Native, new UserId(42), Session, 0, _clock.GetUtcNow() + TimeSpan.FromHours(1));
        ShouldBeInvalid(refresh);
        _codec.Read(refresh, TokenType.Refresh).IsRefused.ShouldBeFalse();
    }

    [Theory]
    [InlineData("42")]
    [InlineData("\"42\"")]
    public void The_user_may_be_a_number_or_a_decimal_string(string userId) =>
        Read(Jwt.Make(Payload(userId))).User.ShouldBe(new UserId(42));

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("9007199254740992")]
    [InlineData("1e300")]
    [InlineData("\"\"")]
    [InlineData("\"42x\"")]
    [InlineData("\" 42\"")]
    [InlineData("\"0x2a\"")]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("[42]")]
    [InlineData("{\"id\":42}")]
    public void Anything_else_is_no_user(string userId) => ShouldBeInvalid(Jwt.Make(Payload(userId)));

    [Fact]
    public void A_token_of_another_server_with_the_same_key_is_accepted_as_a_session_of_its_own()
    {
        // The order of claims and the header of Django's SimpleJWT.
        string Foreign(string jti) => Jwt.Make(
            $$"""{"token_type":"access","exp":{{Now + 60}},"iat":{{Now}},"jti":"{{jti}}","user_id":"42"}""", """{"alg":"HS256","typ":"JWT"}""");

        var one = Read(Foreign("5b4d3c2a1f0e4d5c8b7a695847362514"));
        one.Family.ShouldBeNull();
        one.Generation.ShouldBe(0);
        one.Session.ShouldBe(new SessionId(Guid.Parse("5b4d3c2a1f0e4d5c8b7a695847362514")));
        Read(Foreign("not a uuid")).Session.ShouldNotBe(Read(Foreign("another one")).Session);
        Read(Foreign("not a uuid")).Session.ShouldBe(Read(Foreign("not a uuid")).Session);
    }

    [Fact]
    public void A_family_that_is_not_served_here_counts_as_none() =>
        Read(Jwt.Make($$"""{"token_type":"access","exp":{{Now + 60}},"user_id":42,"fam":"elsewhere"}""")).Family.ShouldBeNull();

    [Fact]
    public void Claims_that_mean_nothing_here_are_passed_over() =>
        Read(Jwt.Make($$"""{"a":{"token_type":"refresh","x":[1,2]},"token_type":"access","aud":["b"],"exp":{{Now + 60}}.75,"user_id":42,"n":null}""")).User.ShouldBe(new UserId(42));

    [Theory]
    [InlineData("""{"typ":"JWT","alg":"HS256"}""")]
    [InlineData("""{"alg":"HS256"}""")]
    [InlineData("""{ "kid": {"a":[1]}, "alg" : "HS256" }""")]
    public void A_header_may_be_written_in_other_ways(string header) =>
        Read(Jwt.Make(Payload("42"), header)).User.ShouldBe(new UserId(42));

    [Theory]
    [InlineData("""{"alg":"none","typ":"JWT"}""")]
    [InlineData("""{"alg":"None"}""")]
    [InlineData("""{"alg":"HS384"}""")]
    [InlineData("""{"alg":"HS512"}""")]
    [InlineData("""{"alg":"RS256"}""")]
    [InlineData("""{"alg":"hs256"}""")]
    [InlineData("""{"alg":["HS256"]}""")]
    [InlineData("""{"x":{"alg":"HS256"}}""")]
    [InlineData("""{"alg":"HS256","alg":"none"}""")]
    [InlineData("""{"alg":"HS256","crit":["exp"]}""")]
    [InlineData("""{"typ":"JWT"}""")]
    [InlineData("""["HS256"]""")]
    [InlineData("HS256")]
    [InlineData("{")]
    public void The_header_is_never_obeyed_even_under_a_right_signature(string header) =>
        ShouldBeInvalid(Jwt.Make(Payload("42"), header));

    [Fact]
    public void An_unsigned_token_is_refused()
    {
        var body = $"{Jwt.Encode("""{"alg":"none"}""")}.{Jwt.Encode(Payload("42"))}";
        ShouldBeInvalid(body);
        ShouldBeInvalid(body + ".");
        ShouldBeInvalid(Jwt.Make(Payload("42"))[..^43]);
    }

    [Fact]
    public void A_token_signed_with_another_key_is_refused() =>
        ShouldBeInvalid(Jwt.Make(Payload("42"), secret: Jwt.Secret + "x"));

    [Fact]
    public void A_changed_payload_is_refused()
    {
        var parts = Jwt.Make(Payload("42")).Split('.');
        ShouldBeInvalid($"{parts[0]}.{Jwt.Encode(Payload("1"))}.{parts[2]}");
    }

    [Fact]
    public void Every_changed_character_and_every_cut_is_refused()
    {
        var token = Jwt.Make(Payload("42"));
        for (var i = 0; i < token.Length; i++)
        {
            var other = token[i] == 'A' ? 'B' : 'A';
            // The last character of a signature holds two bits that mean nothing; all others matter.
            ShouldBeInvalid(token[..i]);
            if (i < token.Length - 1)
                ShouldBeInvalid($"{token[..i]}{other}{token[(i + 1)..]}");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("...")]
    [InlineData("a.b.c")]
    [InlineData("Bearer x")]
    [InlineData("\0\0\0")]
    [InlineData("ключ.от.города")]
    public void Rubbish_is_refused(string token) => ShouldBeInvalid(token);

    [Fact]
    public void Around_a_good_token_nothing_is_tolerated()
    {
        var token = Jwt.Make(Payload("42"));
        foreach (var bad in new[] { " " + token, token + " ", token + "=", token + ".", "." + token, token.Replace(".", "..", StringComparison.Ordinal), token + "\n", token + "é" })
            ShouldBeInvalid(bad);
    }

    [Fact]
    public void A_huge_token_is_refused_though_its_signature_is_right()
    {
        ShouldBeInvalid(Jwt.Make($$"""{"token_type":"access","exp":{{Now + 60}},"user_id":42,"x":"{{new string('x', 3_000)}}"}"""));
        ShouldBeInvalid(new string('a', 10_000_000));
        ShouldBeInvalid(new string('.', 2_048));
    }

    [Theory]
    [InlineData("""{"token_type":"access","user_id":42}""")]
    [InlineData("""{"token_type":"access","user_id":42,"exp":"soon"}""")]
    [InlineData("""{"token_type":"access","user_id":42,"exp":-5}""")]
    [InlineData("""{"token_type":"access","user_id":42,"exp":99999999999999}""")]
    [InlineData("""{"exp":9999999999,"user_id":42}""")]
    [InlineData("""{"token_type":"sliding","exp":9999999999,"user_id":42}""")]
    [InlineData("""{"token_type":1,"exp":9999999999,"user_id":42}""")]
    [InlineData("""{"token_type":"access","exp":9999999999}""")]
    [InlineData("""{"token_type":"access","exp":9999999999,"user_id":42,"gen":-1}""")]
    [InlineData("""{"token_type":"access","exp":9999999999,"user_id":42""")]
    [InlineData("""[{"token_type":"access","exp":9999999999,"user_id":42}]""")]
    [InlineData("null")]
    [InlineData("")]
    public void A_signed_payload_that_lacks_what_matters_is_refused(string payload) => ShouldBeInvalid(Jwt.Make(payload));

    [Fact]
    public void Reading_an_access_token_leaves_nothing_on_the_heap()
    {
        var token = _codec.Mint(TokenType.Access, Native, new UserId(42), Session, 0, _clock.GetUtcNow() + TimeSpan.FromHours(1));
        const int Reads = 10_000;
        _codec.Read(token, TokenType.Access);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Reads; i++)
            _codec.Read(token, TokenType.Access);
        // Less than a byte each: the platform's HMAC now and then fills a pool of its own.
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(Reads);
    }

    private string Payload(string userId) => $$"""{"token_type":"access","exp":{{Now + 60}},"user_id":{{userId}}}""";

    private TokenClaims Read(string token) => _codec.Read(token, TokenType.Access).Value;

    private void ShouldBeInvalid(string token) => _codec.Read(token, TokenType.Access).Refusal.ShouldNotBeNull().Code.ShouldBe(RefusalCode.TokenInvalid);
}
