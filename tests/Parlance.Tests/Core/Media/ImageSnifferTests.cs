using System.Text;
using Parlance.Core.Media;

namespace Parlance.Tests.Core.Media;

public class ImageSnifferTests
{
    public static TheoryData<string, byte[]> Images => new()
    {
        { "image/jpeg", Pictures.Jpeg(300, 200) },
        { "image/png", Pictures.Png(300, 200) },
        { "image/gif", Pictures.Gif(300, 200) },
        { "image/webp", Pictures.WebPLossy(300, 200) },
        { "image/webp", Pictures.WebPLossless(300, 200) },
        { "image/webp", Pictures.WebPExtended(300, 200) },
    };

    [Theory, MemberData(nameof(Images))]
    public void An_image_is_told_by_its_bytes_with_its_size(string contentType, byte[] content) =>
        ImageSniffer.Sniff(content).ShouldBe(new ImageInfo(contentType, 300, 200));

    [Theory]
    [InlineData("")]
    [InlineData("just text")]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>")]
    [InlineData("<?xml version=\"1.0\"?><svg/>")]
    [InlineData("<!doctype html><title>GIF89a</title>")]
    [InlineData("%PDF-1.7")]
    [InlineData("BM this could be a bitmap")]
    [InlineData("GIF89")]
    [InlineData("GIF89a")]
    [InlineData("RIFF1234WAVEfmt this is sound and no picture")]
    [InlineData("RIFF1234WEBPXXXX this kind of WebP does not exist")]
    public void What_is_none_of_the_four_kinds_is_no_image(string text) => ImageSniffer.Sniff(Encoding.UTF8.GetBytes(text)).ShouldBeNull();

    [Theory, MemberData(nameof(Images))]
    public void An_image_cut_off_anywhere_makes_nobody_fall(string contentType, byte[] content)
    {
        for (var length = 0; length < content.Length; length++)
            ImageSniffer.Sniff(content.AsSpan(0, length))?.ContentType.ShouldBe(contentType);
    }

    [Fact]
    public void A_jpeg_whose_segments_lead_nowhere_has_no_size()
    {
        byte[] endless = [0xFF, 0xD8, 0xFF, 0xE0, 0x00, 0x00, .. new byte[100]];

        ImageSniffer.Sniff(endless).ShouldBe(new ImageInfo("image/jpeg", null, null));
    }
}
