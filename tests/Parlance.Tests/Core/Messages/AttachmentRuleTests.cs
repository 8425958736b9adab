using Parlance.Core;
using Parlance.Core.Messages;
using Parlance.Tests.Storage;

namespace Parlance.Tests.Core.Messages;

public class AttachmentRuleTests
{
    private static readonly Attachment Picture = new("/media/1.png", "1.png", "image/png", 7, 640, 480);

    public static TheoryData<Attachment> Good =>
    [
        Picture,
        Picture with { Width = null, Height = null },
        Picture with { Width = 1, Height = MessageRules.MaxSide },
        Picture with { Url = "https://example.com/a.png" },
        Picture with { ContentType = "", Size = 0 },
    ];

    public static TheoryData<Attachment> Bad =>
    [
        Picture with { Url = "" },
        Picture with { Url = "javascript:alert(1)" },
        Picture with { Url = "data:image/png;base64,AAAA" },
        Picture with { Url = "//example.com/a.png" },
        Picture with { Url = "/media/" + new string('x', 2_000) },
        Picture with { Url = "/media/a\u0000.png" },
        Picture with { Name = "" },
        Picture with { Name = new string('x', 256) },
        Picture with { Name = "a\u0000" },
        Picture with { ContentType = new string('x', 256) },
        Picture with { Size = -1 },
        Picture with { Width = null },
        Picture with { Height = null },
        Picture with { Width = 0 },
        Picture with { Height = -1 },
        Picture with { Width = MessageRules.MaxSide + 1 },
    ];

    [Theory, MemberData(nameof(Good))]
    public void Files_of_the_server_and_of_the_web_go_along(Attachment attachment) => Check(attachment).ShouldBeNull();

    [Theory, MemberData(nameof(Bad))]
    public void What_no_page_could_show_is_refused(Attachment attachment)
    {
        var refusal = Check(attachment).ShouldNotBeNull();
        (refusal.Code, refusal.Field).ShouldBe((RefusalCode.Invalid, "attachments"));
    }

    [Fact]
    public void Ten_go_along_and_eleven_do_not()
    {
        Check([.. Enumerable.Repeat(Picture, MessageRules.MaxAttachments)]).ShouldBeNull();
        Check([.. Enumerable.Repeat(Picture, MessageRules.MaxAttachments + 1)]).ShouldNotBeNull().Field.ShouldBe("attachments");
    }

    private static Refusal? Check(params Attachment[] attachments) =>
        MessageRules.Check(new Post { Conversation = new ConversationId(1), ConversationKey = "lounge", Sender = new UserId(1), SenderKey = "u", SenderName = "Ana", Content = "", Attachments = attachments, SentAt = DateTimeOffset.UnixEpoch });
}
