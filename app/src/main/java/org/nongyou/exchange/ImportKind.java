package org.nongyou.exchange;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.nongyou.certification.CertificateKind;
import org.nongyou.print.SheetColumn;
import org.nongyou.print.SheetForm;
import org.nongyou.producer.Crop;
import org.nongyou.producer.ProducerKind;
import org.nongyou.subsidy.SupportKind;

/// What can be imported, and the columns of its template.
public enum ImportKind implements SheetForm {
    PRODUCERS(
            "producers",
            "生产主体",
            "家",
            List.of(
                    SheetColumn.chosen(
                            "kind",
                            "类型",
                            true,
                            Arrays.stream(ProducerKind.values())
                                    .map(ProducerKind::title)
                                    .toList(),
                            "农民专业合作社"),
                    SheetColumn.of("name", "名称", true, 36, "和证照上一样；农户写户主姓名", "示例县示例谷子种植专业合作社"),
                    SheetColumn.of("creditCode", "统一社会信用代码", false, 24, "18 位；农户和个人不填", "93140423MA0000001R"),
                    SheetColumn.of("identityNumber", "身份证号", false, 24, "农户、个人和没有执照的填；这一列先设成文本", ""),
                    SheetColumn.of("region", "所在地", true, 24, "县名或区划代码，如 襄垣县、140423、140423100", "襄垣县"),
                    SheetColumn.of("address", "详细地址", false, 30, "乡镇、村、门牌", "示例镇示例村"),
                    SheetColumn.of("contactName", "负责人", true, 12, "姓名", "张示例"),
                    SheetColumn.of("phone", "联系电话", true, 16, "手机号 11 位；固定电话带区号", "13800000000"),
                    SheetColumn.of("mainCrops", "主营", false, 22, "可以写几样，用顿号隔开：" + titles(), "粮食、蔬菜"),
                    SheetColumn.chosen("traceabilityRegistered", "追溯平台注册", false, List.of("是", "否"), "是"),
                    SheetColumn.chosen("creditFiled", "信用档案", false, List.of("是", "否"), "否"))),
    BASES(
            "bases",
            "基地",
            "个",
            List.of(
                    SheetColumn.of("name", "基地名称", true, 34, "写“县名＋产品＋基地”", "襄垣县示例谷子基地"),
                    SheetColumn.of("producerId", "主体统一社会信用代码", true, 24, "主体要先在主体名录里", "93140423MA0000001R"),
                    SheetColumn.of("region", "所在地", true, 24, "县名或区划代码，如 襄垣县、140423、140423100", "襄垣县"),
                    SheetColumn.of("address", "详细地址", false, 30, "乡镇、村", "示例镇示例村"),
                    SheetColumn.of("product", "主要产品", true, 20, "如 旱地西红柿", "谷子"),
                    SheetColumn.chosen(
                            "productClass",
                            "产品类别",
                            true,
                            Arrays.stream(Crop.values()).map(Crop::title).toList(),
                            "粮食"),
                    SheetColumn.of("areaMu", "面积（亩）", true, 12, "数字", "1260"),
                    SheetColumn.of("responsibleName", "负责人", true, 12, "姓名", "张示例"),
                    SheetColumn.of("supervisionPhone", "监督电话", true, 16, "写在标识牌上，接得通的", "0355-5550188"),
                    SheetColumn.of("techniques", "技术措施", false, 30, "一两句话", "轮作倒茬，有机肥打底"),
                    SheetColumn.of("signboardOn", "立牌日期", false, 14, "如 2026-06-18", "2026-06-18"),
                    SheetColumn.of("goodVarietyPercent", "良种率（%）", false, 12, "0 到 100", "98"),
                    SheetColumn.of("internalInspectors", "有证内检员（人）", false, 12, "整数", "2"),
                    SheetColumn.of("householdsLed", "带动农户（户）", false, 12, "整数", "120"),
                    SheetColumn.chosen("operatingProcedure", "操作规程", false, List.of("有", "没有"), "有"))),
    CERTIFICATES(
            "certificates",
            "认证证书",
            "张",
            List.of(
                    SheetColumn.chosen(
                            "kind",
                            "证书种类",
                            true,
                            CertificateKind.all().stream()
                                    .map(CertificateKind::title)
                                    .toList(),
                            "有机产品"),
                    SheetColumn.of("number", "证书编号", true, 24, "照证书写；绿色食品写 LB-… 或 GF…，地理标志写 AGI…", "001OP2600123"),
                    SheetColumn.of("producerId", "主体统一社会信用代码", true, 24, "主体要先在主体名录里", "93140423MA0000001R"),
                    SheetColumn.of("products", "产品", true, 30, "证书范围里的，几个用顿号隔开", "谷子、小米"),
                    SheetColumn.of("areaMu", "面积（亩）", false, 12, "数字，证书上没有就空着", "1260"),
                    SheetColumn.of("outputTonnes", "年产量（吨）", false, 12, "数字，证书上没有就空着", "360"),
                    SheetColumn.of("certifier", "发证机构", true, 30, "照证书写", "示例认证中心"),
                    SheetColumn.of("issuedOn", "发证日期", true, 14, "如 2026-06-18", "2026-01-10"),
                    SheetColumn.of("validFrom", "有效期起", false, 14, "不填就是发证日期", "2026-01-10"),
                    SheetColumn.of("validTo", "有效期止", false, 14, "长期有效的空着；名特优新填确认到哪天", "2027-01-09"),
                    SheetColumn.of("conversionFrom", "转换开始日期", false, 14, "只有有机转换填", ""),
                    SheetColumn.chosen("conversionMonths", "转换期（月）", false, List.of("12", "24", "36"), ""),
                    SheetColumn.of("note", "备注", false, 30, "", ""))),
    SUPPORTS(
            "supports",
            "贷款、保险和项目资金",
            "笔",
            List.of(
                    SheetColumn.chosen(
                            "kind",
                            "种类",
                            true,
                            Arrays.stream(SupportKind.values())
                                    .map(SupportKind::title)
                                    .toList(),
                            "贴息贷款"),
                    SheetColumn.of("producerId", "主体统一社会信用代码", true, 24, "主体要先在主体名录里", "93140423MA0000001R"),
                    SheetColumn.of("baseId", "基地名称", false, 34, "用在哪个基地上；不分基地就空着", ""),
                    SheetColumn.of("title", "名称", true, 30, "贷款、保险或者项目叫什么", "有机蔬菜流动资金贷款"),
                    SheetColumn.of("provider", "谁给的", true, 30, "银行、保险公司或者部门", "示例农商行"),
                    SheetColumn.of("number", "编号", true, 24, "合同号、保单号或者批复文号", "HT-2026-001"),
                    SheetColumn.of("amount", "金额（元）", true, 18, "贷款本金、保险金额或者项目资金", "500000"),
                    SheetColumn.of("publicMoney", "其中财政资金（元）", false, 18, "贴息、保费补贴；没有就空着", "12500.50"),
                    SheetColumn.of("from", "从哪天起", true, 14, "如 2026-06-18", "2026-01-10"),
                    SheetColumn.of("to", "到哪天止", true, 14, "如 2027-06-18", "2027-01-09"),
                    SheetColumn.of("basis", "依据哪一条", false, 20, "如 四.16", "四.16"),
                    SheetColumn.of("note", "备注", false, 30, "", "")));

    private final String code;
    private final String title;
    private final String counter;
    private final List<SheetColumn> columns;

    ImportKind(String code, String title, String counter, List<SheetColumn> columns) {
        this.code = code;
        this.title = title;
        this.counter = counter;
        this.columns = List.copyOf(columns);
    }

    /// In the address, and in the database.
    public String code() {
        return code;
    }

    @Override
    public String title() {
        return title;
    }

    /// 家, 个, 张.
    @Override
    public String counter() {
        return counter;
    }

    @Override
    public List<SheetColumn> columns() {
        return columns;
    }

    public static Optional<ImportKind> ofCode(String code) {
        return Arrays.stream(values()).filter(kind -> kind.code.equals(code)).findFirst();
    }

    private static String titles() {
        return String.join("、", Arrays.stream(Crop.values()).map(Crop::title).toList());
    }
}
