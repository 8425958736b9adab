using System.Text;
using Parlance.Core;
using Parlance.Dialects.Native.Socket;

namespace Parlance.Tests.Dialects.Native;

/// <summary>What is no command, or no good one, has one exact answer.</summary>
public class BadFrameTests
{
    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("hello")]
    [InlineData("{")]
    [InlineData("""{"id":1,"type":"ping"}x""")]
    [InlineData("""{"id":1,"type":"ping"}{"id":2,"type":"ping"}""")]
    [InlineData("""{"id":1,"type":"ping",}""")]
    [InlineData("""{"id":1 "type":"ping"}""")]
    [InlineData("""{'id':1}""")]
    [InlineData("""{"id":01,"type":"ping"}""")]
    [InlineData("""{"id":NaN,"type":"ping"}""")]
    [InlineData("""{"type":"pi\qng"}""")]
    [InlineData("[1]")]
    [InlineData("7")]
    [InlineData("null")]
    [InlineData("\"ping\"")]
    [InlineData("""{"a":[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]}""")]
    [InlineData("""{"\ud800":1,"type":"ping"}""")]
    public void What_is_no_command_is_malformed(string frame)
    {
        var refusal = CommandHead.Read(Encoding.UTF8.GetBytes(frame), out _).ShouldNotBeNull();

        refusal.Code.ShouldBe(RefusalCode.Malformed);
        refusal.Field.ShouldBeNull();
        refusal.Remedy.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("""{"id":-1,"type":"ping"}""", "id")]
    [InlineData("""{"id":1.5,"type":"ping"}""", "id")]
    [InlineData("""{"id":9007199254740992,"type":"ping"}""", "id")]
    [InlineData("""{"id":1e999,"type":"ping"}""", "id")]
    [InlineData("""{"id":true,"type":"ping"}""", "id")]
    [InlineData("""{"id":{},"type":"ping"}""", "id")]
    [InlineData("""{"id":[1],"type":"ping"}""", "id")]
    [InlineData("""{"id":"\ud83d","type":"ping"}""", "id")]
    [InlineData("""{"id":"01234567890123456789012345678901234567890123456789012345678901234","type":"ping"}""", "id")]
    [InlineData("""{"type":"send","content":"x"}""", "conversation")]
    [InlineData("""{"type":"send","conversation":5}""", "content")]
    [InlineData("""{"type":"send","conversation":5,"content":7}""", "content")]
    [InlineData("""{"type":"send","conversation":5,"content":null}""", "content")]
    [InlineData("""{"type":"send","conversation":5,"content":["x"]}""", "content")]
    [InlineData("""{"type":"send","conversation":5,"content":"\udc00"}""", "content")]
    [InlineData("""{"type":"send","conversation":null,"content":"x"}""", "conversation")]
    [InlineData("""{"type":"send","conversation":0,"content":"x"}""", "conversation")]
    [InlineData("""{"type":"send","conversation":-5,"content":"x"}""", "conversation")]
    [InlineData("""{"type":"send","conversation":5.5,"content":"x"}""", "conversation")]
    [InlineData("""{"type":"send","conversation":99999999999999999999,"content":"x"}""", "conversation")]
    [InlineData("""{"type":"send","conversation":"","content":"x"}""", "conversation")]
    [InlineData("""{"type":"send","conversation":{"id":5},"content":"x"}""", "conversation")]
    [InlineData("""{"type":"send","conversation":5,"content":"x","client_id":7}""", "client_id")]
    [InlineData("""{"type":"send","conversation":5,"content":"x","reply_to":"7"}""", "reply_to")]
    [InlineData("""{"type":"send","conversation":5,"content":"x","attachments":{}}""", "attachments")]
    [InlineData("""{"type":"hello","token":7}""", "token")]
    [InlineData("""{"type":"hello","guest":{}}""", "guest.name")]
    [InlineData("""{"type":"hello","guest":"ana"}""", "guest")]
    [InlineData("""{"type":"hello","cursor":"1"}""", "cursor")]
    [InlineData("""{"type":"hello","cursor":1.5}""", "cursor")]
    [InlineData("""{"type":"watch"}""", "users")]
    [InlineData("""{"type":"watch","users":13}""", "users")]
    [InlineData("""{"type":"watch","users":["13"]}""", "users[0]")]
    [InlineData("""{"type":"typing","conversation":5}""", "on")]
    [InlineData("""{"type":"typing","conversation":5,"on":1}""", "on")]
    [InlineData("""{"type":"receipt","read":1}""", "conversation")]
    [InlineData("""{"type":"receipt","conversation":5,"read":"1"}""", "read")]
    [InlineData("""{"type":"edit","content":"x"}""", "message")]
    [InlineData("""{"type":"react","message":"1044"}""", "message")]
    [InlineData("""{"type":"create_room"}""", "name")]
    [InlineData("""{"type":"create_room","name":"x","tags":"jazz"}""", "tags")]
    [InlineData("""{"type":"create_room","name":"x","max_members":3000000000}""", "max_members")]
    [InlineData("""{"type":"create_group","name":"x"}""", "members")]
    [InlineData("""{"type":"open_direct"}""", "user")]
    [InlineData("""{"type":"join","conversation":5,"create":"yes"}""", "create")]
    [InlineData("""{"type":"history","conversation":5,"limit":"50"}""", "limit")]
    [InlineData("""{"type":"members"}""", "conversation")]
    public void A_bad_field_is_invalid_and_named(string frame, string field)
    {
        var refusal = NativeFrames.Refuse(frame).ShouldNotBeNull();

        refusal.Code.ShouldBe(RefusalCode.Invalid);
        refusal.Field.ShouldBe(field);
        refusal.Sentence.ShouldContain($"`{field}`");
        refusal.Remedy.ShouldContain($"`{field}`");
    }

    [Theory]
    [InlineData("""{"type":"ping"}""", "ping")]
    [InlineData("""{"type":7}""", "")]
    [InlineData("{}", "")]
    public void A_command_needs_no_id_and_what_is_no_string_is_no_name(string frame, string type)
    {
        CommandHead.Read(Encoding.UTF8.GetBytes(frame), out var head).ShouldBeNull();

        head.ShouldBeNamed(type, null);
    }

    [Fact]
    public void An_id_of_text_comes_back_as_it_was()
    {
        CommandHead.Read("""{"id":"a\"\u00e9👍","type":"ping"}"""u8, out var head).ShouldBeNull();

        NativeFrames.TextOf(NativeEncoder.Error(head.Id, Refusal.NoSuchUser)).ShouldStartWith("""{"id":"a\"é👍","error":{"code":"not_found",""");
    }

    [Fact]
    public void Every_command_has_a_reader_in_these_tests() =>
        NativeCommands.ByName.Keys.ShouldBeSubsetOf(NativeFrames.Readers.Keys);
}
