namespace Parlance.Tests.Dialects.Native;

public class ConversationEndpointTests : NativeApiTests
{
    [Fact]
    public async Task History_is_removed_for_the_caller_alone()
    {
        var (ana, ben) = (await Register("ana"), await Register("ben"));
        var direct = (await Api.Post("/direct", $$"""{"user":{{ben.Body.GetProperty("user").GetProperty("id")}}}""", ana["access_token"])).Body.GetProperty("conversation").GetProperty("id");
        var messages = $"/conversations/{direct}/messages";
        (await Api.Post(messages, """{"content":"hello"}""", ana["access_token"])).Status.ShouldBe(201);

        (await Api.Send(HttpMethod.Delete, messages, ana["access_token"], null))["removed"].ShouldBe("1");

        (await Api.Get(messages, ana["access_token"])).Body.GetProperty("messages").GetArrayLength().ShouldBe(0);
        (await Api.Get("/conversations", ana["access_token"])).Body.GetProperty("conversations").GetArrayLength().ShouldBe(0);
        (await Api.Get(messages, ben["access_token"])).Body.GetProperty("messages").GetArrayLength().ShouldBe(1);
        var listed = (await Api.Get("/conversations", ben["access_token"])).Body.GetProperty("conversations")[0];
        listed.GetProperty("unread").GetInt32().ShouldBe(1);
        listed.GetProperty("newest").GetProperty("content").GetString().ShouldBe("hello");

        (await Api.Send(HttpMethod.Delete, "/conversations/999999/messages", ana["access_token"], null)).ShouldRefuse(404, "not_found");
    }

    [Fact]
    public async Task A_room_whose_newest_message_was_removed_shows_none()
    {
        var ana = await Register("ana");
        var room = (await Api.Post("/rooms", """{"name":"Lounge","key":"lounge"}""", ana["access_token"])).Body.GetProperty("conversation").GetProperty("id");
        (await Api.Post("/conversations/lounge/messages", """{"content":"hello"}""", ana["access_token"])).Status.ShouldBe(201);
        (await Api.Send(HttpMethod.Delete, $"/conversations/{room}/messages", ana["access_token"], null)).Status.ShouldBe(200);

        var listed = (await Api.Get("/conversations", ana["access_token"])).Body.GetProperty("conversations")[0];

        listed.GetProperty("newest").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        listed.GetProperty("unread").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task A_number_is_no_key_for_a_new_room()
    {
        var ana = await Register("ana");
        (await Api.Post("/rooms", """{"name":"Lounge","key":"42"}""", ana["access_token"])).ShouldRefuse(400, "invalid", "key");
        (await Api.Post("/rooms", """{"name":"Lounge","key":"42a"}""", ana["access_token"])).Status.ShouldBe(201);
    }
}
