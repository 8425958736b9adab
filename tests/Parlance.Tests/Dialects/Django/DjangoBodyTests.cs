using System.Text;
using Microsoft.AspNetCore.Http;
using Parlance.Core;
using Parlance.Dialects.Django;

namespace Parlance.Tests.Dialects.Django;

public class DjangoBodyTests
{
    private static readonly DjangoErrors Errors = new("besage", DjangoWords.English);

    [Theory]
    [InlineData("""{}""", "This field is required.")]
    [InlineData("", "This field is required.")]
    [InlineData("""{"name":null}""", "This field may not be null.")]
    [InlineData("""{"name":"  "}""", "This field may not be blank.")]
    [InlineData("""{"name":7}""", "Not a valid string.")]
    [InlineData("""{"name":true}""", "Not a valid string.")]
    [InlineData("""{"name":["ana"]}""", "Not a valid string.")]
    [InlineData("""{"name":{"$ne":null}}""", "Not a valid string.")]
    [InlineData("""{"name":"\ud83d"}""", "Not a valid string.")]
    [InlineData("""{"name":"a\u0000b"}""", "Null characters are not allowed.")]
    [InlineData("""{"name":"far too long"}""", "Ensure this field has no more than 5 characters.")]
    [InlineData("""{"name":"a"}""", "Ensure this field has at least 2 characters.")]
    public async Task A_string_that_must_be_there(string json, string complaint)
    {
        var body = await Read(json);
        body.RequiredText("name", max: 5, min: 2).ShouldBeNull();
        (await Answered.By(body.Refused.ShouldNotBeNull())).Texts("name").ShouldBe([complaint]);
    }

    [Fact]
    public async Task Everything_wrong_is_told_at_once()
    {
        var body = await Read("""{"chat":"x","kind":"y","on":"maybe","ids":"1,2","born":"1.1.2000","far":"north"}""");
        body.RequiredText("name");
        body.Integer("chat");
        body.Choice("kind", ["a", "b"]);
        body.Boolean("on");
        body.Integers("ids");
        body.Date("born");
        body.Number("far");
        body.Refuse("chat", "No such chat.");

        var answer = await Answered.By(body.Refused.ShouldNotBeNull());
        answer.Texts("chat").ShouldBe(["A valid integer is required.", "No such chat."]);
        answer.Texts("kind").ShouldBe(["\"y\" is not a valid choice."]);
        foreach (var field in new[] { "name", "on", "ids", "born", "far" })
            answer.Texts(field).Length.ShouldBe(1);
    }

    [Fact]
    public async Task Optional_fields_may_be_absent_null_or_blank()
    {
        var body = await Read("""{"null":null,"blank":" ","text":" x "}""");
        body.Text("absent").ShouldBeNull();
        body.Text("null").ShouldBeNull();
        body.Text("blank").ShouldBe("");
        body.Text("text").ShouldBe("x");
        body.Has("null").ShouldBeTrue();
        body.Has("absent").ShouldBeFalse();
        body.Integer("absent", required: false).ShouldBeNull();
        body.Integers("absent").ShouldBeNull();
        body.File("absent").ShouldBeNull();
        body.Refused.ShouldBeNull();
    }

    [Theory]
    [InlineData("""{"ids":[1,2]}""")]
    [InlineData("""{"ids":["1","2"]}""")]
    [InlineData("""{"ids":"[1, 2]"}""")]
    [InlineData("ids=1&ids=2")]
    [InlineData("ids=%5B1%2C2%5D")]
    public async Task Numbers_come_as_an_array_a_text_or_a_field_given_twice(string text)
    {
        var body = await Read(text);
        body.Integers("ids").ShouldBe([1, 2]);
        body.Refused.ShouldBeNull();
    }

    [Fact]
    public async Task A_form_is_read_like_json()
    {
        var body = await Read("name=An%C3%A1&chat=12&on=true");
        body.RequiredText("name").ShouldBe("Aná");
        body.Integer("chat").ShouldBe(12);
        body.Boolean("on").ShouldBe(true);
        body.Refused.ShouldBeNull();
    }

    [Fact]
    public async Task A_multipart_form_brings_files_under_the_names_their_client_gave()
    {
        const string Form = "--x\r\nContent-Disposition: form-data; name=\"content\"\r\n\r\nhi\r\n--x\r\nContent-Disposition: form-data; name=\"attachment\"; filename=\"a b.png\"\r\nContent-Type: image/png\r\n\r\nPNG\r\n--x--\r\n";
        var body = await Read(Form, "multipart/form-data; boundary=x");
        body.RequiredText("content").ShouldBe("hi");
        var file = body.File("attachment").ShouldNotBeNull();
        (file.FileName, file.ContentType, Encoding.ASCII.GetString(file.Content.Span)).ShouldBe(("a b.png", "image/png", "PNG"));
        body.File("content").ShouldBeNull(); // a plain value
        (await Answered.By(body.Refused.ShouldNotBeNull())).Texts("content").ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("{", "application/json", RefusalCode.Malformed)]
    [InlineData("[]", "application/json", RefusalCode.Malformed)]
    [InlineData("null", "application/json", RefusalCode.Malformed)]
    [InlineData("{\"a\":1,\"a\":2}", "application/json", RefusalCode.Malformed)]
    [InlineData("{\"\\ud83d\":1}", "application/json", RefusalCode.Malformed)]
    [InlineData("x", "multipart/form-data", RefusalCode.Malformed)]
    [InlineData("x", "multipart/form-data; boundary=y", RefusalCode.Malformed)]
    public async Task What_cannot_be_read_is_refused(string text, string type, RefusalCode code)
    {
        var refusal = (await DjangoBody.ReadAsync(Request(Encoding.UTF8.GetBytes(text), type), Errors)).Refusal.ShouldNotBeNull();
        refusal.Code.ShouldBe(code);
        (await Answered.By(Errors.Of(refusal)))["detail"].ShouldStartWith("JSON parse error - ");
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task What_is_too_large_is_refused(string type)
    {
        var refusal = (await DjangoBody.ReadAsync(Request(new byte[100_000], type), Errors)).Refusal.ShouldNotBeNull();
        refusal.Code.ShouldBe(RefusalCode.TooLarge);
        (await Answered.By(Errors.Of(refusal))).Status.ShouldBe(413);
    }

    [Theory]
    [InlineData("a=%")]
    [InlineData("a=%FF%FE")]
    [InlineData("=&=&&&")]
    [InlineData("a")]
    public async Task No_form_makes_it_throw(string form) =>
        (await Read(form)).RequiredText("name").ShouldBeNull();

    private static async Task<DjangoBody> Read(string text, string? type = null) => (await DjangoBody.ReadAsync(
        Request(Encoding.UTF8.GetBytes(text), type ?? (text.StartsWith('{') || text.Length == 0 ? "application/json" : "application/x-www-form-urlencoded")), Errors)).Value;

    private static DefaultHttpContext Request(byte[] body, string type)
    {
        var http = new DefaultHttpContext();
        http.Request.ContentType = type;
        http.Request.ContentLength = body.Length;
        http.Request.Body = new MemoryStream(body);
        return http;
    }
}
