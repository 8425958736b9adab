using System.Net.Http.Headers;
using System.Text;

namespace Parlance.Tests.Dialects.Native;

public class BadBodyTests : NativeApiTests
{
    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("nonsense")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("42")]
    [InlineData("{\"username\":\"ana\",}")]
    [InlineData("{\"username\":\"ana\"}{}")]
    [InlineData("{\"username\":\"ana\",\"username\":\"ben\"}")]
    [InlineData("{'username':'ana'}")]
    [InlineData("{\"\\ud83d\":1}")]
    [InlineData("{/* */}")]
    public async Task What_is_not_one_object_is_malformed(string body) =>
        (await Api.Post("/register", body)).ShouldRefuse(400, "malformed");

    [Theory]
    [InlineData("{\"username\":1}", "username")]
    [InlineData("{\"username\":true}", "username")]
    [InlineData("{\"username\":[\"ana\"]}", "username")]
    [InlineData("{\"username\":{\"$ne\":null}}", "username")]
    [InlineData("{\"username\":\"ana\",\"password\":12345678}", "password")]
    [InlineData("{\"username\":\"\\ud83d\"}", "username")]
    [InlineData("{\"username\":null}", "username")]
    [InlineData("{}", "username")]
    public async Task A_field_of_the_wrong_type_is_named(string body, string field) =>
        (await Api.Post("/register", body)).ShouldRefuse(400, "invalid", field);

    [Fact]
    public async Task A_flag_that_is_no_flag_is_named()
    {
        var token = (await Register("ana"))["access_token"];
        (await Api.Post("/sign-out", """{"everywhere":"yes"}""", token)).ShouldRefuse(400, "invalid", "everywhere");
        (await Api.Get("/me", token)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Deep_nesting_is_malformed() =>
        (await Api.Post("/register", "{\"a\":" + new string('[', 5_000) + new string(']', 5_000) + "}")).ShouldRefuse(400, "malformed");

    [Fact]
    public async Task Bytes_that_are_not_utf8_are_refused()
    {
        using var content = new ByteArrayContent([.. "{\"username\":\""u8, 0xC3, 0x28, .. "\"}"u8]);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var answer = await Api.Send(HttpMethod.Post, "/register", null, content);
        answer.Status.ShouldBe(400);
        answer["code"].ShouldBeOneOf("malformed", "invalid");
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("text/plain")]
    [InlineData("multipart/form-data; boundary=x")]
    public async Task Another_media_type_is_refused(string mediaType)
    {
        using var content = new StringContent("""{"username":"ana","password":"correct horse"}""");
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(mediaType);
        var answer = await Api.Send(HttpMethod.Post, "/register", null, content);
        answer.Status.ShouldBe(415);
        answer["code"].ShouldBe("unsupported_media_type");
    }

    [Theory]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/vnd.example+json")]
    [InlineData(null)]
    public async Task Json_under_its_other_names_is_read(string? mediaType)
    {
        using var content = new StringContent("""{"username":"ana","password":"correct horse"}""");
        content.Headers.ContentType = mediaType is null ? null : MediaTypeHeaderValue.Parse(mediaType);
        (await Api.Send(HttpMethod.Post, "/register", null, content)).Status.ShouldBe(201);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_that_is_too_large_is_refused_whether_it_says_so_or_not(bool declared)
    {
        var bytes = Encoding.UTF8.GetBytes($$"""{"username":"ana","password":"correct horse","x":"{{new string('x', 100_000)}}"}""");
        using HttpContent content = declared ? new ByteArrayContent(bytes) : new Undeclared(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        (await Api.Send(HttpMethod.Post, "/register", null, content)).ShouldRefuse(413, "too_large");
    }

    private sealed class Undeclared(byte[] bytes) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context) => stream.WriteAsync(bytes).AsTask();

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
